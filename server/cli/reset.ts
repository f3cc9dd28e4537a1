import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { findLiveData, removeLiveData } from '../launch/start-afresh.mjs'
import { CommandRefusal, type Command } from './command.ts'

const WORD = 'delete'

const help = `Usage: npm run -s gezhong -- reset

Deletes the database that came along, with its keys: everything this clone has recorded. The next "npm start" begins
with a new one. It names the folder and asks to type the word "${WORD}"; nothing happens before. A PostgreSQL of your
own (DATABASE_URL) is never touched.
`

async function isMeant(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
    return (await Promise.race([terminal.question(`Type "${WORD}" to go on: `), closed])).trim() === WORD
  } finally {
    terminal.close()
  }
}

const command: Command = {
  help,
  async run(parameters, context) {
    parseArgs({ args: parameters, options: {} })
    if (context.env['DATABASE_URL'])
      throw new CommandRefusal('DATABASE_URL is set: this deletes only the database that comes along. Unset it first.')
    const { folder, isThere } = await findLiveData(context.root)
    if (!isThere) {
      context.remark(`There is nothing to delete in ${folder}; "npm start" makes a new database.\n`)
      return 0
    }
    context.remark(`Everything in ${folder} will be deleted: the database, its keys and its audit log.\n`)
    if (!(await isMeant())) throw new CommandRefusal('Nothing was deleted.')
    await removeLiveData(context.root)
    context.print(`${folder} is deleted; "npm start" makes a new database.\n`)
    return 0
  },
}

export default command
