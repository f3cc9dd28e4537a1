import { civilDay, wallClock } from '../../civil-day.ts'
import { LINE_CHANGE_WORDS, type Confirmation } from './contract.ts'

/** `今天 8:12`, `3月31日 9:05`. Asia/Shanghai. */
export function confirmedWhen(instant: string, now: Date): string {
  const at = new Date(instant)
  const [, month, day] = civilDay(at).split('-').map(Number)
  return `${civilDay(at) === civilDay(now) ? '今天' : `${month}月${day}日`} ${wallClock(at)}`
}

/** What a confirmation did, in numbers: `新增 5 · 少了 2（不算了） · 没变 30`; empty when nobody kept them. */
export function confirmationWords({ counts, goneDropped }: Pick<Confirmation, 'counts' | 'goneDropped'>): string {
  if (counts === null) return ''
  const told = (['new', 'changed', 'gone', 'same'] as const)
    .filter((change) => counts[change] > 0)
    .map((change) => {
      const kept = change !== 'gone' ? '' : goneDropped ? '（不算了）' : '（都留着）'
      return `${LINE_CHANGE_WORDS[change]} ${counts[change]}${kept}`
    })
  return [...told, ...(counts.reworded > 0 ? [`手工更正 ${counts.reworded}`] : [])].join(' · ')
}

/** What taking a confirmation back would do, asked before it is done. */
export function undoWords({ counts, goneDropped }: Pick<Confirmation, 'counts' | 'goneDropped'>): string {
  const does =
    counts === null
      ? []
      : [
          ...(counts.new > 0 ? [`新增的 ${counts.new} 条不再算数`] : []),
          ...(counts.changed > 0 ? [`改了的 ${counts.changed} 条变回原来的`] : []),
          ...(counts.reworded > 0 ? [`手工更正的 ${counts.reworded} 条变回原来的`] : []),
          ...(goneDropped && counts.gone > 0 ? [`少了的 ${counts.gone} 条重新算数`] : []),
        ]
  const whole = does.length === 0 ? '接龙变回这次确认以前的样子' : does.join('，')
  return `${whole}。还差几户、要核对的也跟着变回去。贴过的原文留着备查，谁撤的也会记下。撤了可以再贴。`
}
