import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

// The pages are a megabyte of script, on phones with a bad network: each file lies packed beside itself, so that nobody
// waits for it to be packed. Browsers take brotli over TLS only, gzip everywhere.

const PACKED = new Set(['.js', '.css', '.html', '.json', '.svg', '.wasm', '.ttf'])
/** Below this the headers weigh more than what is saved. */
const LEAST_BYTES = 1024

const WAYS = [
  {
    end: '.br',
    pack: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  },
  { end: '.gz', pack: (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }) },
]

async function packFile(file) {
  const bytes = await readFile(file)
  if (bytes.length < LEAST_BYTES) return
  await Promise.all(WAYS.map(async ({ end, pack }) => writeFile(file + end, await pack(bytes))))
}

/** Also what an earlier build left there, as long as it is served. */
export async function precompress(folder) {
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name)
    if (PACKED.has(extname(name)) && (await stat(file)).isFile()) await packFile(file)
  }
}
