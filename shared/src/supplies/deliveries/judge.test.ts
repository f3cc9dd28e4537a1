import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { writeCode, type Claims } from '../../signed-code.ts'
import { withCheckDigit } from '../vouchers/short-code.ts'
import { judgeScan, type Known, type KnownVoucher } from './judge.ts'
import { SCAN_VERDICT_THEN, SCAN_VERDICT_WORDS, ScanVerdict } from './verdict.ts'

/** A signature that says which key made it; the real one is tested where it is made. */
const signedBy = (key: number) => () => new Uint8Array(64).fill(key)
const check = (signature: Uint8Array, _message: Uint8Array, publicKey: Uint8Array) => signature[0] === publicKey[0]

const VOUCHER = { voucherId: 'v', serial: '00000000aa', shortCode: withCheckDigit('1234567'), lastDay: '2022-04-04' }

const CLAIMS: Claims = {
  kind: 'voucher',
  keyNumber: 1,
  community: 5,
  serial: VOUCHER.serial,
  lastDay: '2022-04-04',
  gridCode: '2-1',
}

const code = (over: Partial<Claims> = {}, key = 1) => writeCode({ ...CLAIMS, ...over }, signedBy(key))

function known(voucher: Partial<KnownVoucher> | null, over: Partial<Known<KnownVoucher>> = {}): Known<KnownVoucher> {
  const one = voucher && { ...VOUCHER, cancelled: false, delivered: false, ...voucher }
  return {
    community: 5,
    publicKeyOf: (number) => (number === 1 || number === 2 ? new Uint8Array([number]) : undefined),
    bySerial: (serial) => (one?.serial === serial ? one : undefined),
    byShortCode: (short) => (one?.shortCode === short ? one : undefined),
    refused: () => undefined,
    isOnWay: () => true,
    areas: ['2-1-1'],
    today: '2022-04-03',
    ...over,
  }
}

const verdict = (text: string, what: Known<KnownVoucher>) => judgeScan(text, what, check).verdict

describe('a scanned code', () => {
  it.each<[string, string, Known<KnownVoucher>, ScanVerdict]>([
    ['of the own way', code(), known({}), 'deliverable'],
    ['on its last day', code(), known({ lastDay: '2022-04-03' }), 'deliverable'],
    ['of the day before', code(), known({ lastDay: '2022-04-02' }), 'expired'],
    ['of the day before, elsewhere', code({ lastDay: '2022-04-02' }), known(null), 'expired'],
    ['of a stall put off since', code({ lastDay: '2022-04-02' }), known({}), 'deliverable'],
    ['delivered, however old', code(), known({ delivered: true, lastDay: '2022-04-02' }), 'already-delivered'],
    ['of a cancelled order', code(), known({ cancelled: true }), 'cancelled'],
    ['given anew since', code(), known({}, { refused: () => 'revoked' }), 'revoked'],
    ['cancelled elsewhere', code(), known(null, { refused: () => 'cancelled' }), 'cancelled'],
    ['of another way in the grid', code({ gridCode: '2-3' }), known(null), 'wrong-route'],
    ['known, and on another’s way', code(), known({}, { isOnWay: () => false }), 'wrong-route'],
    ['of another grid', code({ gridCode: '3-1' }), known(null), 'wrong-grid'],
    ['of another grid whose number begins alike', code({ gridCode: '21' }), known(null), 'wrong-grid'],
    ['on the own way, though its grid was numbered anew', code({ gridCode: '7' }), known({}), 'deliverable'],
    ['by an older key that is believed', code({ keyNumber: 2 }, 2), known({}), 'deliverable'],
    ['by another key than it says', code({ keyNumber: 2 }), known({}), 'forged'],
    ['by a key that nobody believes', code({ keyNumber: 3 }, 3), known({}), 'forged'],
    ['of another community', code({ community: 6 }), known({}), 'unknown'],
    ['that is a credential', code({ kind: 'credential' }), known({}), 'unknown'],
    ['of something else', 'https://weixin.qq.com/r/abc', known({}), 'unknown'],
    ['typed', '1234 5674', known({}), 'deliverable'],
    ['typed with a wrong digit', '1234 5675', known({}), 'unknown'],
    ['typed, of a bag that is not here', withCheckDigit('7654321'), known({}), 'unknown'],
    ['typed, given anew since', VOUCHER.shortCode, known({}, { refused: () => 'revoked' }), 'revoked'],
    ['typed, delivered', VOUCHER.shortCode, known({ delivered: true }), 'already-delivered'],
    ['typed, of the day before', VOUCHER.shortCode, known({ lastDay: '2022-04-02' }), 'expired'],
  ])('%s', (_, text, what, expected) => {
    expect(verdict(text, what)).toBe(expected)
  })

  it('never lets a bag go whose voucher is not to be carried here', () => {
    const flags = fc.record({ cancelled: fc.boolean(), delivered: fc.boolean() })
    fc.assert(
      fc.property(
        fc.option(flags),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (flag, way, anew, old, own) => {
          const lastDay = old ? '2022-04-01' : '2022-04-04'
          const what = known(flag && { ...flag, lastDay }, {
            isOnWay: () => way,
            refused: () => (anew ? 'revoked' : undefined),
          })
          const said = verdict(code({ lastDay }, own ? 1 : 2), what)
          const may = flag !== null && !flag.cancelled && !flag.delivered && way && !anew && !old && own
          expect(said === 'deliverable').toBe(may)
        },
      ),
    )
  })

  it('reads whatever a camera may see without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => ScanVerdict.options.includes(verdict(text, known({})))),
    )
  })

  it('has words of its own for each verdict', () => {
    const words = ScanVerdict.options.map((one) => `${SCAN_VERDICT_WORDS[one]} ${SCAN_VERDICT_THEN[one]}`)
    expect(new Set(words).size).toBe(ScanVerdict.options.length)
  })
})
