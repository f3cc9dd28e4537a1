import type { Difference } from './contract.ts'

type Sides = Pick<Difference, 'kind' | 'ledgerPhonesMasked'> & {
  report: Pick<Difference['report'], 'headcount' | 'phonesMasked'>
}

/** What taking the report over into the ledger changes there, all of it: `台账改成 4 人，电话也改`. */
export function correctLedgerWords({ kind, report, ledgerPhonesMasked }: Sides): string {
  if (kind === 'phone-differs') return '台账电话改成报的'
  const otherPhone = report.phonesMasked.some((phone) => !ledgerPhonesMasked.includes(phone))
  const people = `台账改成 ${report.headcount ?? 0} 人`
  return otherPhone ? `${people}，电话也改` : people
}
