import { civilDay, dayOf, wallClock } from '../../civil-day.ts'
import { MILLI, sayQuantity } from '../amounts.ts'
import type { StallItem, StallWithItems } from './contract.ts'

type Announced = Pick<StallWithItems, 'title' | 'note' | 'cutOff' | 'deliverFrom' | 'deliverUntil'> & {
  readonly items: readonly Offered[]
}
type Offered = Pick<StallItem, 'name' | 'unit' | 'priceFen' | 'stepMilli' | 'limitMilli' | 'leftMilli'>

/** Read hours later in the group: no day is called today. */
const dayAndClock = (at: Date): string => `${dayOf(civilDay(at))} ${wallClock(at)}`

function windowWords(from: Date, until: Date): string {
  const end = civilDay(from) === civilDay(until) ? `–${wallClock(until)}` : ` 到 ${dayAndClock(until)}`
  return `${dayAndClock(from)}${end}`
}

/** Like `大白菜 1.5元/斤，0.5斤起，每户最多10斤`. */
function offerWords({ name, unit, priceFen, stepMilli, limitMilli }: Offered): string {
  const words = [`${name} ${priceFen / 100}元/${unit}`]
  if (stepMilli !== MILLI) words.push(`${sayQuantity(stepMilli, unit)}起`)
  if (limitMilli !== null) words.push(`每户最多${sayQuantity(limitMilli, unit)}`)
  return words.join('，')
}

const exampleOf = ({ name, unit, stepMilli }: Offered): string =>
  `${name}${sayQuantity(MILLI % stepMilli === 0 ? MILLI : stepMilli, unit)}`

/**
 * The text that tells a group what is sold, until when, and how to order by chain. What is sold out is left out. Copied
 * together with the chain that follows it, it is read as an announcement and orders nothing.
 */
export function stallAnnouncement({ title, note, cutOff, deliverFrom, deliverUntil, items }: Announced): string {
  const offered = items.filter(({ leftMilli }) => leftMilli === null || leftMilli > 0)
  const lines = [
    `【${title}】${windowWords(new Date(deliverFrom), new Date(deliverUntil))} 送到家`,
    `${dayAndClock(new Date(cutOff))} 截止`,
  ]
  if (note !== '') lines.push(note)
  lines.push('', ...(offered.length === 0 ? ['都卖完了'] : offered.map(offerWords)))
  if (offered.length > 0)
    lines.push('', '接龙格式：门牌号 菜名 数量 电话', `例 门牌号 ${offered.slice(0, 2).map(exampleOf).join(' ')} 电话`)
  return lines.join('\n')
}
