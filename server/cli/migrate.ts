import { parseArgs } from 'node:util'
import { migrate, roleOf } from '../src/database/migrate.ts'
import { CommandRefusal, type Command } from './command.ts'

const help = `Usage: npm run -s gezhong -- migrate

Applies the SQL files of migrations/ that the database has not seen, in order, each in one transaction, as the login
of DATABASE_OWNER_URL. Without DATABASE_URL it does so in the embedded database. npm start does the same by itself.
`

const command: Command = {
  help,
  async run(parameters, context) {
    parseArgs({ args: parameters, options: {} })
    const { env, stop } = await context.prepareEnvironment()
    try {
      const ownerUrl = env['DATABASE_OWNER_URL']
      if (!ownerUrl) {
        throw new CommandRefusal(
          'DATABASE_OWNER_URL is not set: the schema is changed by the login that owns the database, never by the server’s own.',
        )
      }
      const directory = env['MIGRATIONS_DIR'] ?? ''
      const applied = await migrate({ ownerUrl, appRole: roleOf(env['DATABASE_URL'] ?? ''), directory })
      for (const name of applied) context.print(`${name}\n`)
      context.remark(
        applied.length === 0 ? 'The schema is up to date.\n' : `${applied.length} applied; the schema is up to date.\n`,
      )
      return 0
    } finally {
      await stop()
    }
  },
}

export default command
