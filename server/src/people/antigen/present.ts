import type { PhotoState, SelfTest } from '@gezhong/shared/people/antigen/contract'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import type { TestView } from './queries.ts'

function photoOf(row: TestView): PhotoState {
  if (row.photo_deleted) return 'deleted'
  if (row.photo_at !== null) return 'there'
  return row.no_photo === null ? 'awaited' : 'none'
}

export function presentTest({ vault, communityId }: Work, row: TestView): SelfTest {
  return {
    id: row.id,
    roundId: row.round_id,
    householdId: row.household_id,
    door: row.door,
    gridCode: row.grid_code,
    residentId: row.resident_id,
    residentName: row.name_sealed === null ? null : maskText(vault.open(communityId, row.name_sealed)),
    people: row.people,
    result: row.result,
    source: row.source,
    noPhoto: row.no_photo,
    photo: photoOf(row),
    takenAt: new Date(row.taken_at).toISOString(),
    receivedAt: new Date(row.received_at).toISOString(),
    late: row.late,
    verdict: row.verdict,
    undone: row.undone,
    counts: row.counts,
  }
}
