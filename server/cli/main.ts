import { CommandRefusal, UsageRefusal, type Command, type Context } from './command.ts'

interface Entry {
  name: string
  summary: string
  /** Loaded when called: a light command must not wait for the modules of a heavy one. */
  load(): Promise<{ default: Command }>
}

const COMMANDS: readonly Entry[] = [
  { name: 'chain check', summary: 'read a pasted chain against a ledger file', load: () => import('./chain-check.ts') },
  { name: 'cadastre check', summary: 'check a cadastral list row by row', load: () => import('./cadastre-check.ts') },
  { name: 'migrate', summary: 'bring the database schema up to date', load: () => import('./migrate.ts') },
  {
    name: 'doctor',
    summary: 'say what is wrong with this machine or configuration',
    load: () => import('./doctor.ts'),
  },
]

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length))
  const list = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`)
  return `Usage: npm run -s gezhong -- COMMAND …

${list.join('\n')}

COMMAND --help tells more. Exit code: 0 done, 1 not done or something found, 2 wrong usage.
`
}

const asksForHelp = (parameters: readonly string[]) => parameters.some((one) => one === '--help' || one === '-h')

function findEntry(parameters: readonly string[]): { entry: Entry; rest: string[] } {
  for (const entry of COMMANDS) {
    const words = entry.name.split(' ')
    if (words.every((word, i) => parameters[i] === word)) return { entry, rest: parameters.slice(words.length) }
  }
  const [first = '', second] = parameters
  const family = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  if (family.length > 0) {
    const choices = family.map(({ name }) => `"${name}"`).join(' or ')
    throw new UsageRefusal(`"${[first, second].filter(Boolean).join(' ')}" is no command; say ${choices}.`)
  }
  throw new UsageRefusal(`"${first}" is no command. "npm run -s gezhong -- --help" lists them.`)
}

/** Errors whose message was written for the person at the terminal, wherever they come from. */
function sentenceOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (error instanceof CommandRefusal) return error.message
  if (['Refusal', 'ImportRefusal'].includes(error.name) || error.constructor.name === 'BadEnvironment')
    return error.message
  // parseArgs says in one sentence what it did not understand.
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'))
    return `${error.message.replace(/\.$/, '')}. --help lists what there is.`
  return null
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommandRefusal) return error.exitCode
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_') ? 2 : 1
}

/** Runs one command and returns its exit code; nothing it throws gets past. */
export async function runCommandLine(parameters: string[], context: Context): Promise<number> {
  try {
    const first = parameters[0]
    if (first === undefined || first.startsWith('-')) {
      const wanted = asksForHelp(parameters)
      if (wanted) context.print(overview())
      else context.remark(overview())
      return wanted ? 0 : 2
    }
    const { entry, rest } = findEntry(parameters)
    const { default: command } = await entry.load()
    if (asksForHelp(rest)) {
      context.print(command.help)
      return 0
    }
    return await command.run(rest, context)
  } catch (error) {
    context.remark(`${sentenceOf(error) ?? (error instanceof Error ? error.stack : String(error))}\n`)
    return exitCodeOf(error)
  }
}
