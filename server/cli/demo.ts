import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate, roleOf } from '../src/database/migrate.ts'
import { demoFiles } from '../src/demo/files.ts'
import { seedDemo } from '../src/demo/seed.ts'
import type { Command, Context } from './command.ts'
import { pathFrom } from './text-file.ts'
import { withKernel } from './with-kernel.ts'

const help = `Usage: npm run -s gezhong -- demo [--files FOLDER]

Fills the demo village into the database unless it is there already: 7 grids, their buildings and households, staff and
residents, all invented and the same every time. npm start does so by itself when DEMO is on.

  --files FOLDER   needs no database: writes the village's ledger.csv and a chain text for every grid into the folder,
                   to try "chain check" and the pages on
`

async function writeFiles(folder: string, context: Context): Promise<void> {
  const target = pathFrom(context, folder)
  await mkdir(target, { recursive: true })
  for (const { name, text } of demoFiles()) {
    await writeFile(join(target, name), text)
    context.print(`${join(folder, name)}\n`)
  }
}

async function seed(context: Context): Promise<void> {
  await withKernel(context, async (kernel, env) => {
    if (env.DATABASE_OWNER_URL !== undefined)
      await migrate({
        ownerUrl: env.DATABASE_OWNER_URL,
        appRole: roleOf(env.DATABASE_URL),
        directory: env.MIGRATIONS_DIR,
      })
    await seedDemo(kernel)
  })
  context.remark('The demo village is there.\n')
}

const command: Command = {
  help,
  async run(parameters, context) {
    const { values } = parseArgs({ args: parameters, options: { files: { type: 'string' } } })
    if (values.files === undefined) await seed(context)
    else await writeFiles(values.files, context)
    return 0
  },
}

export default command
