import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { claim } from '../../launch/claims.mjs'
import { findLiveData, removeLiveData } from '../../launch/start-afresh.mjs'

let root: string
let folder: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gezhong-afresh-'))
  folder = (await findLiveData(root)).folder
  await mkdir(join(folder, 'data'), { recursive: true })
  await writeFile(join(folder, 'secrets.json'), '{}')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
})

const CLI = join(import.meta.dirname, '../../cli/reset.ts')

/** The command with somebody at the keyboard who types this. */
async function reset(typed: string) {
  const script = `
    import command from ${JSON.stringify(CLI)}
    const context = { root: ${JSON.stringify(root)}, cwd: '', env: {}, print: (t) => process.stdout.write(t),
      remark: (t) => process.stderr.write(t) }
    command.run([], context).then((code) => process.exit(code), (error) => { console.log(error.message); process.exit(1) })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '../../..', 'server'),
  })
  child.stdin.end(typed)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { out, err, code: child.exitCode }
}

test('deletes the data only after the word, and names the folder before', async () => {
  for (const typed of ['', 'yes\n', 'DELETE\n']) {
    const { out, err } = await reset(typed)
    expect(err).toContain(folder)
    expect(out).toMatch('Nothing was deleted.')
    expect(existsSync(join(folder, 'secrets.json'))).toBe(true)
  }
  expect((await reset('delete\n')).out).toMatch(`${folder} is deleted`)
  expect(existsSync(folder)).toBe(false)
}, 60_000)

test('never while something of this clone uses it', async () => {
  const own = await claim(join(folder, 'claims'))
  await expect(removeLiveData(root)).rejects.toThrow(/in use/)
  expect(existsSync(join(folder, 'secrets.json'))).toBe(true)
  await rm(own)
  await removeLiveData(root)
  expect(existsSync(folder)).toBe(false)
})
