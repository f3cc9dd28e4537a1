// What the server answers about a run: two doors, and a key of the village that has signed their vouchers.
import { generateKeyPairSync, sign } from 'node:crypto'
import { CABBAGE, COMMUNITY, GRID, id, NOW, STALL } from './canned-ids.mjs'

export const RUN = id(2000)

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const hexOf = (value, bytes) => value.toString(16).padStart(2 * bytes, '0')
const tagOf = (communityId) => communityId.slice(-6)
/** Grid 2: three parts of ten bits. */
const GRID_2 = hexOf(2 * 2 ** 20, 4)
/** Days since 2020. */
const LAST_DAY = (Date.parse('2099-01-01T00:00:00Z') - Date.UTC(2020, 0, 1)) / 86_400_000

/** A voucher's code as the server writes it, put together here by other hands. */
export function voucherDigits(serial, key = privateKey) {
  const message = Buffer.from(`1101${tagOf(COMMUNITY)}${serial}${hexOf(LAST_DAY, 2)}${GRID_2}`, 'hex')
  const whole = Buffer.concat([message, sign(null, message, key)])
  return BigInt(`0x${whole.toString('hex')}`)
    .toString()
    .padStart(193, '0')
}

/** The same claims, signed by somebody else. */
export const forgedDigits = (serial) => voucherDigits(serial, generateKeyPairSync('ed25519').privateKey)

const stop = (number, over) => ({
  voucherId: id(2100 + number),
  orderId: id(2200 + number),
  householdId: id(2300 + number),
  serial: `00000000${hexOf(number, 1)}`,
  shortCode: '12345674',
  gridCode: '2',
  lastDay: '2099-01-01',
  door: `中区${number}号`,
  priority: false,
  note: '',
  goods: [{ itemId: CABBAGE, name: '大白菜', unit: '斤', milli: 2000 }],
  owedFen: 300,
  amountFen: 300,
  place: null,
  cancelled: false,
  deliveredAt: null,
  deliveredByName: null,
  failedWhy: null,
  tries: 0,
  ...over,
})
export const serialOf = (number) => stop(number).serial

const run = {
  id: RUN,
  stallId: STALL,
  stallTitle: '爱心菜吧',
  day: '2026-11-23',
  deliverFrom: '2026-11-23T16:00:00+08:00',
  deliverUntil: '2026-11-23T20:00:00+08:00',
  gridId: GRID,
  gridCode: '2',
  carrierId: id(1),
  carrierName: '陈志强',
  state: 'started',
  revision: 1,
  phoneId: null,
  bags: 2,
  delivered: 0,
  failed: 0,
  designatedAt: NOW,
  startedAt: NOW,
  endedAt: null,
  lastScanAt: null,
}

/** Null for what is not about it. */
export function runAnswer(path, sent) {
  if (path === '/api/own/runs') return { runs: [run] }
  if (path === `/api/own/runs/${RUN}/load`) {
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
    return {
      run,
      stops: [stop(32), stop(33, { shortCode: '87654323' })],
      community: Number.parseInt(tagOf(COMMUNITY), 16),
      keys: [{ keyNumber: 1, publicKey: raw }],
      refused: [],
      areas: ['2'],
      contacts: [{ as: 'lead', name: '陈网格长', phone: '13800138000' }],
      readAt: NOW,
    }
  }
  if (path !== '/api/deliveries') return null
  const answer = { outcome: 'counted', verdict: 'deliverable', deliveredAt: null, deliveredByName: null }
  return { rows: sent.rows.map((row) => ({ ...answer, id: row.id })), wipe: [] }
}
