import type { BoardBuilding } from '@gezhong/shared/supplies/board/contract'

/** How a building stands on the map: the worst of its bags counts. */
export type Mark = 'delivered' | 'given' | 'free' | 'failed' | 'late'

export const MARK_WORDS: Record<Mark, string> = {
  delivered: '都送到了',
  given: '派了人，还剩几袋',
  free: '没派人',
  failed: '上门没送成',
  late: '超时了',
}

export function markOf({ bags, delivered, failed, late, runId }: BoardBuilding): Mark {
  if (delivered === bags) return 'delivered'
  if (late > 0) return 'late'
  if (failed > 0) return 'failed'
  return runId === null ? 'free' : 'given'
}

/** `3 袋，送到 1，没送成 1`. */
export function wordsOf(building: BoardBuilding): string {
  const { bags, delivered, failed } = building
  const told = [`${bags} 袋`, `送到 ${delivered}`, failed > 0 ? `没送成 ${failed}` : '', MARK_WORDS[markOf(building)]]
  return told.filter((part) => part !== '').join('，')
}
