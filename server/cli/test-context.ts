import { runCommandLine } from './main.ts'
import type { PreparedEnvironment } from './command.ts'

export interface Outcome {
  code: number
  out: string
  err: string
}

const NO_DATABASE = () => Promise.reject(new Error('this command must not need a database'))

/** Runs a command in this process and returns what it printed. */
export async function runHere(
  parameters: string[],
  options: { cwd: string; prepareEnvironment?: () => Promise<PreparedEnvironment> },
): Promise<Outcome> {
  const outcome = { code: 0, out: '', err: '' }
  outcome.code = await runCommandLine(parameters, {
    root: options.cwd,
    cwd: options.cwd,
    env: {},
    print: (text) => (outcome.out += text),
    remark: (text) => (outcome.err += text),
    prepareEnvironment: options.prepareEnvironment ?? NO_DATABASE,
  })
  return outcome
}
