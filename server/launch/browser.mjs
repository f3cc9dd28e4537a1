import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Refusal } from './refusal.mjs'

// Which browser the page tests run in: CHROMIUM_PATH, else the system's, else one that comes as an npm package, because
// a machine with only Node and npm has no other way to one.

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Tells the browser from npm, which brings no Chinese letters, where some are. */
async function writeFontConfig(folder, fonts) {
  const file = join(folder, 'fonts.conf')
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', ...fonts]
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((path) => `  <dir>${path}</dir>`).join('\n')}
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`,
  )
  return file
}

export async function browserFromPackage(root) {
  const folder = join(root, '.gezhong', 'browser')
  await mkdir(folder, { recursive: true })
  const require = createRequire(join(root, 'package.json'))
  const temporary = tmpdir()
  const before = { TMPDIR: process.env.TMPDIR, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH }
  // The package unpacks into the temporary folder, and brings the system libraries it needs only for this runtime.
  process.env.TMPDIR = folder
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x'
  try {
    const { default: chromium } = await import(require.resolve('@sparticuz/chromium'))
    const executablePath = await chromium.executablePath()
    const font = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'))
    return {
      executablePath,
      args: ['--no-sandbox', '--no-zygote', '--disable-gpu', ...QUIET],
      env: {
        LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
        FONTCONFIG_FILE: await writeFontConfig(folder, [font]),
        TMPDIR: temporary,
      },
    }
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    delete process.env.AWS_LAMBDA_JS_RUNTIME
  }
}

/** Path, arguments and environment of the browser for the page tests. */
export async function findBrowser(root) {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen && !existsSync(chosen)) throw new Refusal(`CHROMIUM_PATH names ${chosen}, which is not there.`)
  const executablePath = chosen || ['/usr/bin/chromium'].find((path) => existsSync(path))
  if (executablePath) return { executablePath, args: ['--no-sandbox', ...QUIET], env: {} }
  return await browserFromPackage(root)
}
