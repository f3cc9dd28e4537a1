import { parseArgs } from 'node:util'
import { listCommunities } from '../src/database/communities.ts'
import { transactAsSystem, type Kernel } from '../src/database/transact.ts'
import { readCommunity } from '../src/grid/communities/queries.ts'
import { checkCounts, type CountCheck } from '../src/people/rolls/check-counts.ts'
import type { Command } from './command.ts'
import { textTable } from './text-table.ts'
import { withKernel } from './with-kernel.ts'

const help = `Usage: npm run -s gezhong -- coverage check [--mend] [--json]

Counts every open roll and round of tests again, household by household, and holds the result against the numbers that
the pages show: expected = tested + excused + missing, in every grid. What changed less than a second ago may not be
counted yet; that is said and is no fault.

  --mend   has the grids with a wrong number counted again by the server
  --json   one object per community: communityId, community, rolls, grids, expectedPeople, pending, faults

Exit code: 0 all numbers are right, 1 some were wrong, 2 wrong usage.
`

type Checked = CountCheck & { communityId: string; community: string }

async function checkAll(kernel: Kernel, mend: boolean): Promise<Checked[]> {
  const all: Checked[] = []
  for (const communityId of await listCommunities(kernel)) {
    const checked = await transactAsSystem(kernel, communityId, async (work) => {
      const counts = await checkCounts(work)
      if (mend) for (const { gridId, rollId } of counts.faults) work.touch({ gridId, rollId, topic: 'roll' })
      return { ...counts, community: (await readCommunity(work.db, communityId))?.name ?? communityId }
    })
    all.push({ communityId, ...checked })
  }
  return all
}

const COLUMNS = [
  { title: 'roll', max: 40 },
  { title: 'grid' },
  { title: 'number' },
  { title: 'kept', align: 'right' },
  { title: 'counted', align: 'right' },
] as const

function describe({ community, rolls, grids, expectedPeople, pending, faults }: Checked): string {
  const finding = faults.length === 0 ? 'all numbers are right' : `${faults.length} wrong`
  const waiting = pending === 0 ? '' : `, ${pending} grids about to be counted`
  const head = `${community}: ${rolls} open, ${grids} grids, ${expectedPeople} people expected${waiting}: ${finding}`
  const rows = faults.map(({ roll, grid, number, kept, counted }) => [
    roll,
    grid,
    number.replace('_', ' '),
    String(kept),
    String(counted),
  ])
  return rows.length === 0 ? head : `${head}\n${textTable(COLUMNS, rows)}`
}

const command: Command = {
  help,
  async run(parameters, context) {
    const { values } = parseArgs({
      args: parameters,
      options: { json: { type: 'boolean' }, mend: { type: 'boolean' } },
    })
    return withKernel(context, async (kernel) => {
      const all = await checkAll(kernel, values.mend ?? false)
      for (const one of all) context.print(`${values.json ? JSON.stringify(one) : describe(one)}\n`)
      return all.every(({ faults }) => faults.length === 0) ? 0 : 1
    })
  },
}

export default command
