import { describeFailure } from '../launch/refusal.mjs'
import { CommandRefusal, UsageRefusal, codeOf, messageOf, type Command, type Context } from './command.ts'

interface Entry {
  name: string
  summary: string
  /** Loaded when called: a light command must not wait for the modules of a heavy one. */
  load(): Promise<{ default: Command }>
}

const COMMANDS: readonly Entry[] = [
  { name: 'chain check', summary: 'read a pasted chain against a ledger file', load: () => import('./chain-check.ts') },
  {
    name: 'orders check',
    summary: 'read a pasted order chain against a stall',
    load: () => import('./orders-check.ts'),
  },
  { name: 'cadastre check', summary: 'check a cadastral list row by row', load: () => import('./cadastre-check.ts') },
  { name: 'import', summary: 'import a ledger or cadastral list into a community', load: () => import('./import.ts') },
  { name: 'migrate', summary: 'bring the database schema up to date', load: () => import('./migrate.ts') },
  {
    name: 'community create',
    summary: 'make a community and a link for the first of its command post',
    load: async () => ({ default: (await import('./community.ts')).communityCreate }),
  },
  {
    name: 'community invite',
    summary: 'a link for one more of the command post, when nobody gets in',
    load: async () => ({ default: (await import('./community.ts')).communityInvite }),
  },
  { name: 'demo', summary: 'fill in the demo village, or write its files', load: () => import('./demo.ts') },
  {
    name: 'stock check',
    summary: 'count stalls and orders again, and compare',
    load: () => import('./stock-check.ts'),
  },
  {
    name: 'coverage check',
    summary: 'count who is tested and missing again, and compare',
    load: () => import('./coverage-check.ts'),
  },
  { name: 'audit verify', summary: 'check the seals of the audit log', load: () => import('./audit-verify.ts') },
  { name: 'keys rotate', summary: 'seal everything with the newest data key', load: () => import('./keys-rotate.ts') },
  { name: 'reset', summary: 'delete the database that came along and begin afresh', load: () => import('./reset.ts') },
  { name: 'doctor', summary: 'say what is wrong with this machine or setup', load: () => import('./doctor.ts') },
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

const isWrongUsage = (error: unknown) => codeOf(error).startsWith('ERR_PARSE_ARGS_')

/** parseArgs says in one sentence what it did not understand, but not where to look. */
const describe = (error: unknown) =>
  isWrongUsage(error) ? `${messageOf(error).replace(/\.$/, '')}. --help lists what there is.` : describeFailure(error)

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
    context.remark(`${describe(error)}\n`)
    if (error instanceof CommandRefusal) return error.exitCode
    return isWrongUsage(error) ? 2 : 1
  }
}
