import { sql } from 'drizzle-orm'
import { Refusal } from '@gezhong/shared/errors'
import type { ImportState } from '@gezhong/shared/people/import/contract'
import { eachInTurn, listCommunities } from '../../database/communities.ts'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import { announce } from '../../live/fold.ts'
import { undoFile } from '../results/take-in.ts'
import { undoImportChanges } from '../ledger/undo-service.ts'
import { changeBatch, findBatch, nextBatch, type BatchRow } from './batch-queries.ts'
import { checkBatch, type Tell } from './check-batch.ts'
import { commitBatch } from './commit-batch.ts'

/*
 * Works off imports beside the requests. Each step is one transaction that holds a lock bound to it, so a server that is
 * killed leaves either all of the step or nothing of it, and the next one begins it again at once. Progress is written
 * by transactions of its own, so that it is seen while the step still runs.
 */

const WORKING = ['queued', 'checking', 'committing', 'undoing'] as const satisfies readonly ImportState[]
const TELL_EVERY_MS = 400

interface Step {
  from: ImportState
  during: ImportState
  after: ImportState
  /** Where it goes when it is refused. */
  refused: ImportState
  run(work: Work, batch: BatchRow, tell: Tell): Promise<Partial<Awaited<ReturnType<typeof checkBatch>>>>
}

const STEPS: Record<(typeof WORKING)[number], Step> = {
  queued: { from: 'queued', during: 'checking', after: 'checked', refused: 'failed', run: checkBatch },
  checking: { from: 'checking', during: 'checking', after: 'checked', refused: 'failed', run: checkBatch },
  committing: { from: 'committing', during: 'committing', after: 'committed', refused: 'failed', run: commitBatch },
  undoing: {
    from: 'undoing',
    during: 'undoing',
    after: 'undone',
    refused: 'committed',
    async run(work, batch) {
      if (batch.kind === 'results') await undoFile(work, batch.id)
      else await undoImportChanges(work, batch.id, `撤销导入 ${batch.fileName}`)
      return {}
    },
  },
}

function progress(kernel: Kernel, batch: BatchRow, step: Step): Tell {
  let last = 0
  return async (counts) => {
    const now = performance.now()
    if (now - last < TELL_EVERY_MS) return
    last = now
    await transactAsSystem(kernel, batch.communityId, async ({ db, communityId }) => {
      const states = [step.from, step.during]
      await changeBatch(db, communityId, batch.id, states, { ...counts, state: step.during })
      await announce(db, { communityId, event: { topic: 'import', importId: batch.id } })
    })
  }
}

async function finish(work: Work, batch: BatchRow, step: Step, change: Parameters<typeof changeBatch>[4]) {
  // A short step may end before it has told that it began.
  await changeBatch(work.db, work.communityId, batch.id, [step.from, step.during], { state: step.during })
  await changeBatch(work.db, work.communityId, batch.id, [step.during], change)
  await announce(work.db, { communityId: work.communityId, event: { topic: 'import', importId: batch.id } })
}

async function runStep(kernel: Kernel, batch: BatchRow): Promise<number> {
  const step = STEPS[batch.state as (typeof WORKING)[number]]
  try {
    return await transactAsSystem(
      kernel,
      batch.communityId,
      async (work) => {
        const key = `import ${batch.communityId} ${batch.id}`
        const { rows } = await work.db.execute<{ mine: boolean }>(
          sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) AS mine`,
        )
        if (rows[0]?.mine !== true) return 0
        // Another server may have done it since it was looked for.
        const now = await findBatch(work.db, work.communityId, batch.id)
        if (now?.state !== step.from && now?.state !== step.during) return 0
        const counts = await step.run(work, batch, progress(kernel, batch, step))
        await finish(work, batch, step, { ...counts, state: step.after, problem: null })
        return 1
      },
      batch.accountId,
    )
  } catch (error) {
    const problem =
      error instanceof Refusal ? (error.detail ?? error.message) : '导入时出了问题，请重试；仍不行请联系维护人员'
    await transactAsSystem(kernel, batch.communityId, (work) =>
      finish(work, batch, step, { state: step.refused, problem }),
    )
    if (error instanceof Refusal) return 1
    throw error
  }
}

/** One turn: a step of the oldest import of each community. Returns how many were done. */
export async function runImports(kernel: Kernel): Promise<number> {
  return eachInTurn(await listCommunities(kernel), async (communityId) => {
    const batch = await transactAsSystem(kernel, communityId, ({ db }) => nextBatch(db, communityId, WORKING))
    return batch === undefined ? 0 : runStep(kernel, batch)
  })
}
