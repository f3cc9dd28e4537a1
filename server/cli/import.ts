import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { ImportBatch, ImportKind } from '@gezhong/shared/people/import/contract'
import { transactAsSystem, type Kernel, type Work } from '../src/database/transact.ts'
import { runImports } from '../src/people/import/job.ts'
import { IMPORT_LIMITS } from '../src/people/import/limits.ts'
import { readTable } from '../src/people/import/read-table.ts'
import { rejectedRowsFile } from '../src/people/import/rows-service.ts'
import * as imports from '../src/people/import/service.ts'
import { CommandRefusal, UsageRefusal, type Command, type Context } from './command.ts'
import { findCommunity } from './find-community.ts'
import { pathFrom, readBytes } from './text-file.ts'
import { withKernel } from './with-kernel.ts'

const help = `Usage: npm run -s gezhong -- import ledger|cadastre FILE [--community NAME] [--check] [--rejected FILE.xlsx] [--json]

Checks every row of a household ledger or a cadastral list and writes the good ones into the community, all or nothing.
It is the import of the admin page: listed there, and undone there.

  --community NAME   name or id; left out when the database has only one
  --check            check only, write nothing into the ledger; the batch waits on the admin page
  --rejected FILE    write the rows that were not good, with their reasons, to be mended and imported again
  --json             the outcome as one object

Exit code: 0 imported (or checked), 1 not, 2 wrong usage. Needs the schema; run "migrate" or "npm start" first.
`

interface Wish {
  kind: ImportKind
  file: string
  community: string | undefined
  isCheckOnly: boolean
  rejected: string | undefined
  isJson: boolean
}

function readWish(parameters: string[]): Wish {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: {
      community: { type: 'string' },
      check: { type: 'boolean' },
      rejected: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const [kind, file, ...others] = positionals
  if (kind !== 'ledger' && kind !== 'cadastre')
    throw new UsageRefusal('Say what the file is: import ledger FILE, or import cadastre FILE.')
  if (file === undefined) throw new UsageRefusal(`Name the file: import ${kind} FILE.`)
  if (others.length > 0) throw new UsageRefusal(`One file at a time; not understood: ${others.join(' ')}`)
  return {
    kind,
    file,
    community: values.community,
    isCheckOnly: values.check ?? false,
    rejected: values.rejected,
    isJson: values.json ?? false,
  }
}

/** Works the batch off here, beside a running server that may be doing the same; each step is done by one of them. */
async function waitFor(kernel: Kernel, communityId: string, id: string, states: readonly string[], context: Context) {
  let told = ''
  for (;;) {
    await runImports(kernel)
    const batch = await transactAsSystem(kernel, communityId, (work) => imports.read(work, id))
    const progress = `${batch.state} ${batch.done}/${batch.total}`
    if (progress !== told) context.remark(`${progress}\n`)
    told = progress
    if (batch.state === 'failed') throw new CommandRefusal(batch.problem ?? 'The import failed.')
    if (states.includes(batch.state)) return batch
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function describe(batch: ImportBatch): string {
  const outcome = batch.state === 'committed' ? '已写入台账' : '已核对，没有写入台账'
  return `${outcome}：可导入 ${batch.good} 行（其中 ${batch.warned} 行有提醒），不能导入 ${batch.rejected} 行`
}

async function importInto(kernel: Kernel, wish: Wish, context: Context): Promise<void> {
  const communityId = await findCommunity(kernel, wish.community)
  const asSystem = <T>(work: (work: Work) => Promise<T>) => transactAsSystem(kernel, communityId, work)
  const tables = await readTable(await readBytes(context, wish.file, IMPORT_LIMITS.bytes), wish.file, {
    kind: wish.kind,
  })
  const { id } = await asSystem((work) => imports.keep(work, wish.kind, wish.file, tables))
  let batch = await waitFor(kernel, communityId, id, ['checked'], context)
  if (wish.rejected !== undefined && batch.rejected > 0) {
    const { bytes } = await asSystem((work) => rejectedRowsFile(work, id, { reason: '修改后再导入' }))
    await writeFile(pathFrom(context, wish.rejected), bytes)
  }
  if (!wish.isCheckOnly && batch.good > 0) {
    await asSystem((work) => imports.commit(work, id))
    batch = await waitFor(kernel, communityId, id, ['committed'], context)
  }
  const { state, good, rejected, warned } = batch
  context.print(
    wish.isJson
      ? `${JSON.stringify({ id, state, total: good + rejected, good, rejected, warned })}\n`
      : `${describe(batch)}\n`,
  )
}

const command: Command = {
  help,
  async run(parameters, context) {
    const wish = readWish(parameters)
    await withKernel(context, (kernel) => importInto(kernel, wish, context))
    return 0
  },
}

export default command
