import { uuidv7 } from 'uuidv7'
import { transactAsSystem } from '../src/database/transact.ts'
import { addReminders, type ReminderRow } from '../src/people/reminders/queries.ts'
import type { TestApp } from './app.ts'
import type { Cast } from './cast.ts'

/** A text message that waits to be sent, as if somebody had asked for it; its batch has its own id. */
export async function aReminder(app: TestApp, cast: Cast, door: string, gridCode: string): Promise<ReminderRow> {
  const { id: householdId, buildingId } = cast.households[door]!
  const id = uuidv7()
  const at = app.kernel.clock()
  const row: ReminderRow = {
    communityId: cast.communityId,
    id,
    batchId: id,
    rollId: cast.rollId,
    householdId,
    buildingId,
    gridId: cast.grids[gridCode]!,
    kind: 'report',
    channel: 'sms',
    accountId: null,
    templateId: null,
    state: 'queued',
    attempts: 0,
    unsure: false,
    problem: null,
    providerCode: null,
    askedBy: cast.secretary.accountId,
    askedAt: at,
    dueAt: at,
    nextAt: at,
    endedAt: null,
  }
  await transactAsSystem(app.kernel, cast.communityId, ({ db }) => addReminders(db, [row]))
  return row
}
