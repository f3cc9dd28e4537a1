/*
 * What of every table that tells of a person the person can read under 我的数据, and why of the others not. A table that
 * is neither makes a test fail, so nothing can be held about somebody that they neither see nor are told of.
 */

/** Read there, by its name in SQL. */
export const SHOWN = [
  'account',
  'phone_sign_in',
  'wechat_sign_in',
  'password_sign_in',
  'second_factor',
  'session',
  'role_grant',
  'household',
  'resident',
  'ledger_change',
  'slip',
  'audit_entry',
  'report',
  'difference',
  'home_request',
  'correction',
  'agreement',
  'sample',
  'exemption',
  'call_attempt',
  'reminder',
  'subscription_entry',
  'antigen_kit',
  'antigen_test',
  'antigen_photo',
  'test_result',
  'stall_order',
  'stall_order_line',
] as const

/** Not read there, and why. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  community: 'where its office is and its number, which every notice tells',
  demo_identity: 'the people of the demo village are invented',
  idempotency: 'answers already given, kept a day in case one was lost on the way',
  alert: 'tells the command post of workers who open many numbers, never of residents',
  staff_invitation: 'belongs to whoever invites; the post that came of it is shown',
  building: 'the land survey of a house, not of those who live in it',
  sms_code: 'keyed hashes, counted against guessing and gone after a day',
  proven_device: 'keyed hashes of devices, which keep strangers’ wrong tries from counting; gone after 90 days',
  tube: 'holds the samples of several people; that one’s own is among them is shown as a sample',
  slip_try: 'keyed hashes, counted against guessing and gone after an hour',
  follow_up: 'that somebody of a household is missing follows from rolls and samples; calls to it are shown',
  standing: 'made from the reports and the ledger, which are both shown',
  paste: 'a whole group’s text holds the neighbours’ lines; one’s own line is shown as a report',
  paste_undo: 'that a whole group’s text was taken back, with the neighbours’ lines in it',
  import_batch: 'a file of the whole village; what it wrote of one’s household is shown as a change of the ledger',
  result_row: 'a laboratory’s words about anybody; what they say of oneself is shown as a result',
  order_paste: 'a whole group’s text holds the neighbours’ lines; what came of one’s own is shown as an order',
  stall_order_change: 'earlier states of an order, which the household reads beside the order itself',
  stall: 'what a grid sells to everybody; that somebody in office made it stands in the log',
  stock_movement: 'what an order took from a level; the order itself is shown',
  roll: 'asks everybody or a list; that somebody in office opened it stands in the log',
  round_due: 'who is to come to a round; the household finds the round among its own while it is open',
  import_slice: 'rows of such a file, with the neighbours’',
}
