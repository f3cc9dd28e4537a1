import { CHAIN_DOING_WORDS, type KeptOrder, type OrderConfirmation, type UndoneOrderChain } from './contract.ts'
import { displayDoor } from '../../people/door.ts'

type Counted = Pick<OrderConfirmation, 'counts'>

/** What a confirmation did, in households: `新订 5 户 · 退单 1 户`. Empty when nobody kept it. */
export function orderConfirmationWords({ counts }: Counted): string {
  if (counts === null) return ''
  const told = (['new', 'changed', 'cancelled'] as const).filter((doing) => counts[doing] > 0)
  return told.length === 0
    ? '没有要改的单'
    : told.map((doing) => `${CHAIN_DOING_WORDS[doing]} ${counts[doing]} 户`).join(' · ')
}

/** What taking a confirmation back would do, asked before it is done. */
export function orderUndoWords({ counts }: Counted): string {
  const does =
    counts === null
      ? []
      : [
          ...(counts.new > 0 ? [`新订的 ${counts.new} 户退掉`] : []),
          ...(counts.changed > 0 ? [`改过的 ${counts.changed} 户变回原来的`] : []),
          ...(counts.cancelled > 0 ? [`退掉的 ${counts.cancelled} 户重新订上`] : []),
        ]
  const whole = does.length === 0 ? '接龙变回这次确认以前的样子' : `${does.join('，')}，货也跟着退回`
  return `${whole}。后来自己改过单的住户不动，撤完会列出来。贴过的原文留着备查，谁撤的也会记下。撤了可以再贴。`
}

const MOST_NAMED = 5

const keptWords = ({ door, why }: KeptOrder): string => `${door === null ? '别的网格的一户' : displayDoor(door)}${why}`

/** What became of it: how many are as they were, and which stayed and why. */
export function undoneWords({ putBack, kept }: Pick<UndoneOrderChain, 'putBack' | 'kept'>): {
  title: string
  /** Empty when none stayed. */
  text: string
} {
  const named = kept.slice(0, MOST_NAMED).map(keptWords).join('；')
  const more = kept.length > MOST_NAMED ? `；还有 ${kept.length - MOST_NAMED} 户` : ''
  return {
    title: putBack === 0 ? '撤销了，没有要退回的单' : `撤销了，${putBack} 户的单变回了原来的`,
    text: kept.length === 0 ? '' : `${kept.length} 户没动：${named}${more}`,
  }
}
