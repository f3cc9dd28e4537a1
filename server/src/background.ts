import { sql } from 'drizzle-orm'
import { Sealer } from './audit/sealer.ts'
import { dbOver } from './database/pool.ts'
import type { Kernel } from './database/transact.ts'
import type { Env } from './env.ts'
import { endPostsRunOut } from './grid/team/service.ts'
import { forgetExpired } from './http/idempotency.ts'
import { runLoop, type Loop } from './jobs/loop.ts'
import { foldOnce, type Folding } from './live/fold.ts'
import { keepingOf } from './audit/verify-log.ts'
import { deletePhotosInTime } from './people/antigen/photo-service.ts'
import { runImports } from './people/import/job.ts'
import { reread } from './people/chain/reread.ts'
import { followSampled, readRoundsWithCases } from './people/reconciliation/more-sampled.ts'
import { releasePost } from './release-post.ts'
import { reconcileOpenRolls } from './people/reconciliation/reconcile-roll.ts'
import type { Senders } from './people/reminders/senders.ts'
import { runReminders } from './people/reminders/worker.ts'
import { recount } from './people/rolls/recount.ts'
import { openRepeatedRounds } from './people/rounds/repeat.ts'
import { REGISTER } from './register.ts'
import { followHouseholds } from './people/ledger/follow-households.ts'
import { keepFollowUps } from './people/follow-ups/keep.ts'

const FOLD_MS = 200
const SEAL_MS = 2_000
const IMPORT_MS = 500
const RUN_OUT_MS = 5_000
const REPEAT_MS = 30_000
const REMIND_MS = 1_000
const SWEEP_MS = 10 * 60_000

const FOLLOWING = REGISTER.filter(({ followsHousehold }) => followsHousehold).map(({ name }) => name)

export const folding: Folding = {
  recount,
  followMissing: keepFollowUps,
  async followLedger(work, gridIds) {
    await followHouseholds(work.db, work.communityId, gridIds, FOLLOWING)
    await reconcileOpenRolls(work, gridIds, reread)
  },
  async followSamples(work, rollId, gridIds) {
    const rounds = rollId === null ? await readRoundsWithCases(work.db, work.communityId, gridIds) : [rollId]
    for (const round of rounds) await followSampled(work, round, gridIds)
  },
}

async function sweep(kernel: Kernel): Promise<number> {
  const client = await kernel.pool.connect()
  try {
    const now = kernel.clock()
    await forgetExpired(dbOver(client), now)
    await dbOver(client).execute(sql`DELETE FROM session WHERE expires_at < ${now}`)
    return 0
  } finally {
    client.release()
  }
}

/** Everything that runs beside the requests. Several servers may run it at once: each turn takes locks. */
export function startBackground(
  kernel: Kernel,
  env: Pick<Env, 'AUDIT_SIGNING_KEY' | 'ANCHORS_DIR'>,
  senders: Senders,
  onFault: (error: unknown) => void,
): Loop {
  const sealer = new Sealer(kernel, keepingOf(env))
  const loops = [
    runLoop(() => foldOnce(kernel, folding), FOLD_MS, onFault),
    runLoop(() => sealer.turn(), SEAL_MS, onFault),
    runLoop(() => runImports(kernel), IMPORT_MS, onFault),
    runLoop(() => endPostsRunOut(kernel, releasePost), RUN_OUT_MS, onFault),
    runLoop(() => openRepeatedRounds(kernel), REPEAT_MS, onFault),
    runLoop(() => runReminders(kernel, senders), REMIND_MS, onFault),
    runLoop(() => sweep(kernel), SWEEP_MS, onFault),
    runLoop(() => deletePhotosInTime(kernel), SWEEP_MS, onFault),
  ]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
