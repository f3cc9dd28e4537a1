import { parseArgs } from 'node:util'
import { messageOf, type Command, type Context } from './command.ts'
import { bad, type Finding } from './doctor/finding.ts'
import { textTable } from './text-table.ts'

const help = `Usage: npm run -s gezhong -- doctor [--json]

Looks at Node, platform, disk, port, configuration, secrets, database, logins and schema, and says of each what to do.
Without DATABASE_URL it looks at the embedded database, which it starts for that. It changes nothing.

  --json   one object per finding: about, state (good, warning, bad), sentence

Exit code: 0 nothing bad, 1 something will not work, 2 wrong usage.
`

const MARKS = { good: 'ok', warning: 'look', bad: 'BAD' }

async function examine(context: Context): Promise<Finding[]> {
  const { examineMachine } = await import('./doctor/machine.ts')
  const findings = await examineMachine(context.root, context.env)
  let prepared
  try {
    prepared = await context.prepareEnvironment()
  } catch (error) {
    return [...findings, bad('database', messageOf(error))]
  }
  try {
    const { examineConfiguration } = await import('./doctor/configuration.ts')
    const { examineDatabase } = await import('./doctor/database.ts')
    return [...findings, ...examineConfiguration(prepared.env), ...(await examineDatabase(prepared.env))]
  } finally {
    await prepared.stop()
  }
}

const command: Command = {
  help,
  async run(parameters, context) {
    const { values } = parseArgs({ args: parameters, options: { json: { type: 'boolean' } } })
    const findings = await examine(context)
    if (values.json) for (const finding of findings) context.print(`${JSON.stringify(finding)}\n`)
    else {
      const rows = findings.map(({ about, state, sentence }) => [MARKS[state], about, sentence])
      context.print(`${textTable([{ title: '' }, { title: 'about' }, { title: 'finding' }], rows)}\n`)
    }
    return findings.some(({ state }) => state === 'bad') ? 1 : 0
  },
}

export default command
