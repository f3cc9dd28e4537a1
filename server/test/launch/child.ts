import { spawn, type ChildProcess } from 'node:child_process'

export interface Child {
  process: ChildProcess
  output(): string
  /** Resolves when the output matches; rejects with the output when the child ends before that. */
  says(pattern: RegExp): Promise<RegExpMatchArray>
  ended: Promise<number | string>
}

interface Options {
  cwd?: string
  env?: NodeJS.ProcessEnv
  uid?: number
  gid?: number
}

const running = new Set<ChildProcess>()

/** Whatever a failed test left running would keep the test runner waiting for ever. */
export function endChildren(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** A Node program whose stdout and stderr are read together. */
export function startNode(parameters: readonly string[], options: Options = {}): Child {
  const child = spawn(process.execPath, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('close', () => running.delete(child))
  let output = ''
  const listeners = new Set<() => void>()
  const take = (chunk: Buffer) => {
    output += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'ended'))
  })
  const says = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = output.match(pattern)
        if (match) {
          listeners.delete(look)
          resolve(match)
        }
      }
      listeners.add(look)
      void ended.then((code) => reject(new Error(`ended with ${code} before saying ${pattern}:\n${output}`)))
      look()
    })
  return { process: child, output: () => output, says, ended }
}

/** Runs a module's text to its end; it reads its arguments from process.argv.slice(1). */
export const runModule = (text: string, parameters: readonly string[], options: Options = {}) =>
  startNode(['--input-type=module', '-e', text, ...parameters], options)
