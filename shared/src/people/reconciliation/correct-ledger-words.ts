import type { Difference } from './contract.ts'

type Sides = Pick<Difference, 'kind' | 'household' | 'ledgerPhonesMasked' | 'sampled'> & {
  report: Pick<NonNullable<Difference['report']>, 'headcount' | 'phonesMasked'> | null
}

/** What taking the report over into the ledger changes there, all of it: `台账改成 4 人，电话也改`. */
export function correctLedgerWords({ kind, household, report, ledgerPhonesMasked, sampled }: Sides): string {
  if (report === null) return `台账改成有 ${Math.max(household?.headcount ?? 0, sampled ?? 0)} 人住`
  if (kind === 'phone-differs') return '台账电话改成报的'
  const otherPhone = report.phonesMasked.some((phone) => !ledgerPhonesMasked.includes(phone))
  const people = `台账改成 ${report.headcount ?? 0} 人`
  return otherPhone ? `${people}，电话也改` : people
}
