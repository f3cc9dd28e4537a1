import type { PeopleMark, PeopleNumbers } from '@gezhong/shared/people/board/contract'

export const MARK_WORDS: Record<PeopleMark, string> = {
  due: '应检',
  tested: '已检',
  excused: '不用检',
  missing: '还差',
}

export const MARK_FIELDS: Record<PeopleMark, keyof PeopleNumbers> = {
  due: 'expectedPeople',
  tested: 'reportedPeople',
  excused: 'excusedPeople',
  missing: 'missingPeople',
}
