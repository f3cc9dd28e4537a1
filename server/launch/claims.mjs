import { link, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from './refusal.mjs'

// Several programs of one clone may want the database at once: the server, a command, a test run. Each leaves a claim;
// whoever leaves last stops Postgres. A claim names a process by number and start time, because numbers are reused,
// and a process killed with -9 takes nothing back: its claim is recognised as dead and swept away.

/** The process's state letter and start time in ticks since boot; null where the system does not tell. */
function lookUp(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], started: fields[19] ?? '' }
  } catch {
    return null
  }
}

/** Whether a process of that number runs; the number may have gone to another program since. */
export function isProcessAlive(pid) {
  // In a container nobody may bury the dead: a killed process keeps its number as a zombie and still takes signals.
  if (['Z', 'X'].includes(lookUp(pid)?.state)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const signature = () => `${process.pid} ${lookUp(process.pid)?.started ?? ''}`

/** Whether the process that signed is still the one running under that number. */
function isSignerAlive(signed) {
  const [pid, started] = signed.trim().split(' ')
  if (!/^\d+$/.test(pid ?? '') || !isProcessAlive(Number(pid))) return false
  return !started || lookUp(Number(pid))?.started === started
}

const readOrEmpty = (file) => readFile(file, 'utf8').catch(() => '')

/** Takes a dead holder's lock file away. Should somebody else have renewed it in between, it is put back. */
async function removeDeadLock(file, deadText) {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
    if ((await readOrEmpty(aside)) !== deadText) await link(aside, file)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function isAbandoned(file, text) {
  if (text.trim() !== '') return !isSignerAlive(text)
  // Empty: just being written, or its writer died between creating and signing it.
  const info = await stat(file).catch(() => null)
  return info !== null && Date.now() - info.mtimeMs > 5_000
}

/** Runs `work` while no other program of this clone does the same. */
export async function withLock(file, work, patience = 180_000) {
  const until = Date.now() + patience
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600)
      await handle.writeFile(signature())
      await handle.close()
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const text = await readOrEmpty(file)
    if (await isAbandoned(file, text)) await removeDeadLock(file, text)
    else if (Date.now() > until) {
      throw new Refusal(
        `Process ${text.split(' ')[0]} has been starting or stopping the database for minutes. ` +
          `If it hangs, end it and try again (its lock is ${file}).`,
      )
    } else await sleep(100)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

let claimsMade = 0

/** Leaves a claim of this process in the folder and returns its file. */
export async function claim(folder) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${process.pid}-${++claimsMade}`)
  await writeFile(file, signature(), { mode: 0o600 })
  return file
}

/** Sweeps dead claims away and returns how many living ones are left. */
export async function countClaims(folder) {
  let living = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name)
    if (isSignerAlive(await readOrEmpty(file))) living++
    else await rm(file, { force: true })
  }
  return living
}
