import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { bootstrap, isInstalled, requireNode } from '../../launch/bootstrap.mjs'
import { makeScratchClone, removeScratch } from './scratch-clone.ts'

let root: string
const path = process.env['PATH']

/** Stands in for npx: notes how it was called, installs nothing, and ends as told. */
async function fakeNpx(exitCode: number): Promise<void> {
  const bin = join(root, 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(
    join(bin, 'npx'),
    `#!/bin/sh\nmkdir -p "${root}/node_modules"\necho "$PWD $*" >> "${root}/calls"\nexit ${exitCode}\n`,
  )
  await chmod(join(bin, 'npx'), 0o755)
  process.env['PATH'] = `${bin}:${path}`
}

const calls = async () =>
  existsSync(join(root, 'calls')) ? (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n') : []

beforeEach(async () => {
  root = await makeScratchClone()
  await writeFile(join(root, 'pnpm-lock.yaml'), 'one\n')
  await writeFile(join(root, 'pnpm-workspace.yaml'), 'packages\n')
})

afterEach(async () => {
  process.env['PATH'] = path
  await removeScratch(root)
})

describe('bootstrap', () => {
  test('installs once, frozen and from outside the repository, and again only when the lock file changed', async () => {
    await fakeNpx(0)
    expect(await bootstrap(root)).toBe(true)
    expect(await bootstrap(root)).toBe(false)
    const [call = ''] = await calls()
    expect(call).toContain(`--dir ${root} install --frozen-lockfile`)
    expect(call.startsWith(root)).toBe(false)
    await writeFile(join(root, 'pnpm-lock.yaml'), 'two\n')
    expect(isInstalled(root)).toBe(false)
    expect(await bootstrap(root)).toBe(true)
    expect(await calls()).toHaveLength(2)
  })

  test('leaves no stamp when the installation failed', async () => {
    await fakeNpx(1)
    await expect(bootstrap(root)).rejects.toThrow(/installation failed.*network/)
    expect(isInstalled(root)).toBe(false)
    await fakeNpx(0)
    expect(await bootstrap(root)).toBe(true)
  })

  test('two that start at once install once', async () => {
    await fakeNpx(0)
    expect((await Promise.all([bootstrap(root), bootstrap(root)])).sort()).toEqual([false, true])
    expect(await calls()).toHaveLength(1)
  })

  test('names the version that is needed to a Node that is too old', () => {
    expect(() => requireNode('20.18.3')).toThrow(/20\.19 or newer/)
    expect(() => requireNode('18.20.0')).toThrow(/20\.19 or newer/)
    expect(() => requireNode('20.19.0')).not.toThrow()
    expect(() => requireNode('24.1.0')).not.toThrow()
  })
})
