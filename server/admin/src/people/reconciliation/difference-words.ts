import { displayDoor } from '@gezhong/shared/people/door'
import type { Difference } from '@gezhong/shared/people/reconciliation/contract'

/** The door it is about: the household's, else what was written, else that it could not be read. */
export function differenceDoor(difference: Difference): string {
  const door = difference.household?.door ?? difference.report?.door ?? null
  return door === null ? '门牌没写清' : displayDoor(door)
}

/** What disagrees, in a few words. */
export function differenceWords(difference: Difference): string {
  const { kind, household, report, ledgerPhonesMasked, candidates, sampled } = difference
  const reported = report?.headcount == null ? '没写人数' : `${report.headcount} 人`
  switch (kind) {
    case 'headcount-differs':
      return `台账 ${household?.headcount ?? '—'} · 报 ${report?.headcount ?? '—'}`
    case 'phone-differs':
      return `台账 ${ledgerPhonesMasked[0] ?? '没有电话'}`
    case 'unknown-door':
      return `${reported} ${report?.phonesMasked[0] ?? ''}`.trim()
    case 'candidates':
      return candidates.map((candidate) => displayDoor(candidate.door)).join(' / ')
    case 'incomplete':
      return report?.text ?? ''
    case 'more-sampled':
      return isSaidEmpty(difference)
        ? `台账上没人住 · 采 ${sampled}`
        : `台账 ${household?.headcount ?? '—'} · 采 ${sampled}`
  }
}

/** No more were sampled than live there: then the ledger says that nobody is at home. */
export const isSaidEmpty = ({ household, sampled }: Pick<Difference, 'household' | 'sampled'>): boolean =>
  sampled !== null && household !== null && sampled <= (household.headcount ?? 0)
