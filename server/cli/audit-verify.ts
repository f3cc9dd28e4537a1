import { parseArgs } from 'node:util'
import { keepingOf, verifyLog, type AuditKeeping, type LogVerification } from '../src/audit/verify-log.ts'
import { listCommunities } from '../src/database/communities.ts'
import { transactAsSystem, type Kernel } from '../src/database/transact.ts'
import { readCommunity } from '../src/grid/communities/queries.ts'
import type { Command } from './command.ts'
import { textTable } from './text-table.ts'
import { withKernel } from './with-kernel.ts'

const help = `Usage: npm run -s gezhong -- audit verify [--json]

Computes every seal of the audit log again from the entries as they are now, community by community, and says where an
entry was changed, removed or put in. It reads what is sealed as it is stored and opens none of it.

Whoever owns the database could cut off the newest seals and leave a log that is whole. So the server writes each day's
head, signed, into ANCHORS_DIR; keep that folder, or a printed head, where the database's owner cannot reach it.

  --json   one object per community: communityId, community, intact, entries, seals, unsealed, head, anchors, problem

Exit code: 0 all is as it was sealed, 1 something was tampered with, 2 wrong usage.
`

type Verified = LogVerification & { communityId: string; community: string }

async function verifyAll(kernel: Kernel, keeping: AuditKeeping): Promise<Verified[]> {
  const all: Verified[] = []
  for (const communityId of await listCommunities(kernel)) {
    const [name, verification] = await transactAsSystem(
      kernel,
      communityId,
      async ({ db }) =>
        [(await readCommunity(db, communityId))?.name, await verifyLog(db, communityId, keeping)] as const,
    )
    all.push({ communityId, community: name ?? communityId, ...verification })
  }
  return all
}

const COLUMNS = [
  { title: 'community', max: 30 },
  { title: 'entries', align: 'right' },
  { title: 'seals', align: 'right' },
  { title: 'unsealed', align: 'right' },
  { title: 'anchored', align: 'right' },
  { title: 'head' },
  { title: 'finding' },
] as const

const rowOf = ({ community, entries, seals, unsealed, anchors, head, problem }: Verified): string[] => [
  community,
  ...[entries, seals, unsealed].map(String),
  anchors === null ? 'off' : `${anchors.days} days`,
  head ?? '',
  problem ?? 'intact',
]

const command: Command = {
  help,
  async run(parameters, context) {
    const { values } = parseArgs({ args: parameters, options: { json: { type: 'boolean' } } })
    return withKernel(context, async (kernel, env) => {
      const all = await verifyAll(kernel, keepingOf(env))
      if (values.json) for (const one of all) context.print(`${JSON.stringify(one)}\n`)
      else context.print(`${textTable(COLUMNS, all.map(rowOf))}\n`)
      return all.every(({ intact }) => intact) ? 0 : 1
    })
  },
}

export default command
