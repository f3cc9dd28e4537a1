import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import { REPOSITORY } from './app.ts'

/* The rules of the house that a program can see. What each failure means stands in CONTRIBUTING.md. */

jest.setTimeout(300_000)

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.gezhong', '.swc', 'screenshots', 'test-results', '.env'])

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [relative(REPOSITORY, path)]
  })
}

const FILES = filesBelow(REPOSITORY)
const CODE = FILES.filter((file) => ['.ts', '.tsx', '.mjs', '.cjs', '.css', '.scss', '.sh'].includes(extname(file)))
const isTest = (file: string) => /\.test\.tsx?$|^server\/test\/|^miniapp\/test\//.test(file)
const read = (file: string) => readFileSync(join(REPOSITORY, file), 'utf8')

interface Ended {
  code: number | null
  said: string
}

function run(program: string, parameters: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(REPOSITORY, 'node_modules', '.bin', program), parameters, {
      cwd: REPOSITORY,
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
  })
}

/** Fails with what the program said, as nobody should have to run it again to learn that. */
async function expectQuiet(program: string, parameters: readonly string[]): Promise<string> {
  const { code, said } = await run(program, parameters)
  if (code !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${code}:\n${said.slice(-6000)}`)
  return said
}

/** Every line of these files that shows the pattern, as `file:line: text`. */
function linesWith(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  )
}

describe('the tools are content', () => {
  test('oxlint', async () => {
    await expectQuiet('oxlint', ['--deny-warnings'])
  })

  test('prettier', async () => {
    await expectQuiet('prettier', ['--check', '.'])
  })

  test.each(['shared', 'server', 'server/admin', 'miniapp'])('tsc -p %s', async (project) => {
    await expectQuiet('tsc', ['-p', project])
  })

  test('dependency-cruiser, and it really sees the imports', async () => {
    const parameters = ['--config', '.dependency-cruiser.cjs', 'shared/src', 'server', 'miniapp/src']
    const said = await expectQuiet('depcruise', parameters)
    const seen = /no dependency violations found \((\d+) modules, (\d+) dependencies cruised\)/.exec(said)
    // With a TypeScript that it cannot use it reads no import, finds no violation and ends well.
    expect(Number(seen?.[1])).toBeGreaterThan(500)
    expect(Number(seen?.[2])).toBeGreaterThan(2300)
  })
})

describe('the packages', () => {
  const manifests = FILES.filter((file) => basename(file) === 'package.json')
  interface Manifest {
    dependencies?: Record<string, string>
    devDependencies?: Record<string, string>
    optionalDependencies?: Record<string, string>
  }
  const direct = manifests.flatMap((file) => {
    const manifest = JSON.parse(read(file)) as Manifest
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    return Object.entries(all).map(([name, version]) => ({ file, name, version }))
  })

  test('there are five, and each has an exact version of what it uses', () => {
    expect(manifests.toSorted()).toEqual(
      [
        'package.json',
        'shared/package.json',
        'server/package.json',
        'server/admin/package.json',
        'miniapp/package.json',
      ].toSorted(),
    )
    expect(direct.length).toBeGreaterThan(40)
    const loose = direct.filter(
      ({ version }) => version !== 'workspace:*' && !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    expect(loose).toEqual([])
  })

  test('one version of a package serves all', () => {
    const versions = new Map<string, Set<string>>()
    for (const { name, version } of direct) versions.set(name, (versions.get(name) ?? new Set()).add(version))
    expect([...versions].filter(([, found]) => found.size > 1).map(([name]) => name)).toEqual([])
  })

  test('each has its reason in CONTRIBUTING.md', () => {
    const table = read('CONTRIBUTING.md')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap((line) =>
        line
          .split('|')[1]!
          .split(',')
          .map((name) => name.replaceAll('`', '').trim()),
      )
    const told = (name: string) =>
      table.some((entry) => entry === name || (entry.endsWith('/*') && name.startsWith(entry.slice(0, -1))))
    const names = new Set(direct.map(({ name }) => name).filter((name) => !name.startsWith('@gezhong/')))
    expect([...names].filter((name) => !told(name)).toSorted()).toEqual([])
  })

  test('the lock file names no host and no address, so that any registry will do', () => {
    expect(linesWith(['pnpm-lock.yaml'], /https?:\/\/|tarball:/)).toEqual([])
    expect(FILES.filter((file) => /^(package-lock\.json|yarn\.lock|\.npmrc|\.yarnrc.*)$/.test(basename(file)))).toEqual(
      [],
    )
  })
})

describe('the files', () => {
  test('the top level holds what the architecture names and nothing else', () => {
    const allowed = [
      '.ci',
      '.dependency-cruiser.cjs',
      '.editorconfig',
      '.env.example',
      '.gitignore',
      '.oxlintrc.json',
      '.prettierignore',
      '.prettierrc',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'migrations',
      'miniapp',
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'server',
      'shared',
      'tsconfig.base.json',
    ]
    const there = readdirSync(REPOSITORY).filter((name) => !NOT_OURS.has(name))
    expect(there.filter((name) => !allowed.includes(name))).toEqual([])
    expect(allowed.filter((name) => !there.includes(name))).toEqual([])
  })

  test('no file of code is longer than 300 lines', () => {
    const long = CODE.filter((file) => !isTest(file))
      .map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })

  test('no file is named after no idea', () => {
    expect(CODE.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared-types)(\.|\/)/.test(file))).toEqual([])
    const barrels = CODE.filter((file) => /(^|\/)index\.tsx?$/.test(file))
    // These two names are prescribed: by the build tool of the mini-program, and by WeChat.
    expect(barrels.toSorted()).toEqual(['miniapp/config/index.ts', 'miniapp/src/custom-tab-bar/index.tsx'])
  })

  test('file names are small letters and hyphens', () => {
    const odd = CODE.filter((file) => !/^[a-z0-9.-]+$/.test(basename(file)))
    expect(odd).toEqual([])
  })

  test('nothing is left undone, silenced or skipped', () => {
    // Spelt with brackets: this file must not find itself.
    const left = [
      /T[O]DO|F[I]XME|X[X]X/,
      /@ts-(?:ignor[e]|nochec[k]|expect-erro[r])/,
      /(?:oxlint|eslint)-disabl[e]|prettier-ignor[e]/,
      /as an[y]\b/,
      /\b(?:test|it|describe)\.(?:ski[p]|onl[y]|tod[o]|failin[g]|fixm[e])\b/,
      /\bx(?:it|test|describe)[(]/,
    ]
    expect(left.flatMap((pattern) => linesWith(CODE, pattern))).toEqual([])
  })

  test('nothing is printed behind the reader’s back, and no debugger is left', () => {
    const quiet = CODE.filter(
      (file) => /^(shared\/src|server\/src|server\/admin\/src|miniapp\/src)\//.test(file) && !isTest(file),
    )
    expect(quiet.length).toBeGreaterThan(300)
    expect(linesWith(quiet, /\bconsole\.\w+\(|\bdebugger\b/)).toEqual([])
  })

  test('no text names a place on somebody’s machine or somebody’s registry', () => {
    const texts = FILES.filter(
      (file) =>
        !['.png', '.xlsx', '.ttf', '.woff2', '.ico'].includes(extname(file)) &&
        statSync(join(REPOSITORY, file)).size < 2e6,
    )
    const places = [
      /\/wor[k]\/|\/roo[t]\/|\/User[s]\/|C:[\\]/,
      /\/hom[e]\/[a-z]+\/(?!today|mine)[a-z.]+\//,
      /npmmirro[r]|registry\.npmj[s]/,
    ]
    expect(places.flatMap((pattern) => linesWith(texts, pattern))).toEqual([])
  })

  test('every file ends with one line end and has no blanks at the end of lines', () => {
    const texts = [...CODE, ...FILES.filter((file) => ['.md', '.sql', '.json', '.yaml'].includes(extname(file)))]
    const wrong = texts.filter((file) => {
      const text = read(file)
      return text !== '' && (!text.endsWith('\n') || text.endsWith('\n\n') || text.includes('\r'))
    })
    expect(wrong).toEqual([])
    expect(linesWith(CODE, /[ \t]+$/)).toEqual([])
  })
})
