import { Refusal, type ErrorCode } from '@gezhong/shared/errors'

/** Every constraint a user can run into, by its Postgres name. One that is not here is a fault of ours. */
const CONSTRAINTS: Record<string, ErrorCode> = {
  grid_pkey: 'id-taken',
  grid_code_key: 'already-there',
  role_grant_pkey: 'id-taken',
  role_grant_place_key: 'already-there',
  staff_invitation_pkey: 'id-taken',
  home_request_pkey: 'id-taken',
  building_pkey: 'id-taken',
  building_door_key: 'already-there',
  building_unit_code_key: 'already-there',
  household_pkey: 'id-taken',
  household_door_key: 'already-there',
  resident_pkey: 'id-taken',
  slip_household_key: 'changed-meanwhile',
  roll_pkey: 'id-taken',
  round_site_pkey: 'id-taken',
  exemption_pkey: 'id-taken',
  follow_up_claim_key: 'changed-meanwhile',
  call_attempt_pkey: 'id-taken',
  antigen_photo_pkey: 'already-there',
  report_pkey: 'id-taken',
  stall_pkey: 'id-taken',
  stall_day_key: 'already-there',
  stall_item_photo_fk: 'changed-meanwhile',
  stock_not_below_zero: 'not-enough',
  stall_order_pkey: 'id-taken',
  stall_substitute_key: 'changed-meanwhile',
  stall_order_household_key: 'changed-meanwhile',
  run_pkey: 'id-taken',
  run_stop_standing_key: 'in-another-run',
  voucher_order_key: 'changed-meanwhile',
  voucher_serial_key: 'busy',
  voucher_short_code_key: 'busy',
  delivery_scan_pkey: 'changed-meanwhile',
  training_pkey: 'id-taken',
  credential_pkey: 'id-taken',
  credential_live_key: 'already-there',
  hand_in_pkey: 'id-taken',
  hand_in_takes_back_key: 'already-undone',
  ledger_change_undoes_key: 'already-undone',
  paste_undo_pkey: 'already-undone',
  order_paste_undo_pkey: 'already-undone',
}

interface DatabaseError {
  code?: string
  constraint?: string
  cause?: unknown
}

/** The database's own error, also when drizzle has wrapped it. */
export function databaseError(error: unknown): DatabaseError | null {
  for (let current = error; typeof current === 'object' && current !== null;) {
    const candidate = current as DatabaseError
    if (typeof candidate.code === 'string' && /^[0-9A-Z]{5}$/.test(candidate.code)) return candidate
    current = candidate.cause
  }
  return null
}

/** A key that is taken or points at nothing, and a row that breaks its own rule. */
const BY_CONSTRAINT = new Set(['23505', '23503', '23514'])

/** The refusal that a failed statement stands for; null when it is a fault of ours. */
export function refusalFrom(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const database = databaseError(error)
  if (database !== null && BY_CONSTRAINT.has(database.code ?? '')) {
    const code = CONSTRAINTS[database.constraint ?? '']
    if (code !== undefined) return new Refusal(code)
  }
  // Row security refused a write: for the asker the place does not exist.
  return database?.code === '42501' ? new Refusal('not-allowed') : null
}
