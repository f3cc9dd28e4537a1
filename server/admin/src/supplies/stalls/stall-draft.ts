import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { usualStep } from '@gezhong/shared/supplies/amounts'
import type { Unit } from '@gezhong/shared/supplies/orders/stall'
import type { saveStall, StallItem, StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import type { z } from 'zod'
import { instantOf, localOf } from '../../ui/local-moment.ts'
import { readDecimal, sayDecimal } from './decimal.ts'

/** An item as it is being typed; an empty limit or stock is none. */
export type ItemDraft = {
  id: string
  name: string
  /** With 、 between them. */
  aliases: string
  unit: Unit
  price: string
  step: string
  limit: string
  offered: string
  /** Copied with the rest: a photo may be of several days. */
  photoId: string | null
}

export type StallDraft = {
  gridId: string
  day: string
  title: string
  note: string
  /** Scanned on a phone; copied with the rest. */
  payCode: string | null
  /** Moments as the fields hold them. */
  cutOff: string
  deliverFrom: string
  deliverUntil: string
  items: ItemDraft[]
}

/** What is wrong, by field; that of an item by its id: `<id>.price`. */
export type Problems = ReadonlyMap<string, string>

const DAY_MS = 86_400_000
const USUAL_UNIT: Unit = '斤'
const MILLI_PLACES = 3
const FEN_PLACES = 2

export const newItem = (id: string): ItemDraft => ({
  id,
  name: '',
  aliases: '',
  unit: USUAL_UNIT,
  price: '',
  step: sayDecimal(usualStep(USUAL_UNIT), MILLI_PLACES),
  limit: '',
  offered: '',
  photoId: null,
})

/** For tomorrow: ordered until two, delivered from four to eight. */
export function newStall(gridId: string, itemId: string, now: Date): StallDraft {
  const day = civilDay(new Date(now.getTime() + DAY_MS))
  return {
    gridId,
    day,
    title: '爱心菜吧',
    note: '',
    payCode: null,
    cutOff: `${day}T14:00`,
    deliverFrom: `${day}T16:00`,
    deliverUntil: `${day}T20:00`,
    items: [newItem(itemId)],
  }
}

const milliWords = (milli: number | null): string => (milli === null ? '' : sayDecimal(milli, MILLI_PLACES))

const itemDraft = (item: StallItem): ItemDraft => ({
  id: item.id,
  name: item.name,
  aliases: item.aliases.join('、'),
  unit: item.unit,
  price: sayDecimal(item.priceFen, FEN_PLACES),
  step: milliWords(item.stepMilli),
  limit: milliWords(item.limitMilli),
  offered: milliWords(item.offeredMilli),
  photoId: item.photoId,
})

export const draftOf = (stall: StallWithItems): StallDraft => ({
  gridId: stall.gridId,
  day: stall.day,
  title: stall.title,
  note: stall.note,
  payCode: stall.payCode,
  cutOff: localOf(stall.cutOff),
  deliverFrom: localOf(stall.deliverFrom),
  deliverUntil: localOf(stall.deliverUntil),
  items: stall.items.map(itemDraft),
})

const shifted = (local: string, days: number): string => {
  const at = local === '' ? Number.NaN : Date.parse(`${local}Z`)
  return Number.isNaN(at) ? local : new Date(at + days * DAY_MS).toISOString().slice(0, 16)
}

/** For another day: the moments move with it. */
export function onDay(draft: StallDraft, day: string): StallDraft {
  const days = (Date.parse(day) - Date.parse(draft.day)) / DAY_MS
  if (Number.isNaN(days)) return { ...draft, day }
  const { cutOff, deliverFrom, deliverUntil } = draft
  const moved = [cutOff, deliverFrom, deliverUntil].map((local) => shifted(local, days))
  return { ...draft, day, cutOff: moved[0]!, deliverFrom: moved[1]!, deliverUntil: moved[2]! }
}

/** What another stall sold and at what hours, on the day of this draft, as things of their own. */
export function copyOf(stall: StallWithItems, day: string, newId: () => string): StallDraft {
  const copied = onDay(draftOf(stall), day)
  return { ...copied, items: copied.items.map((item) => ({ ...item, id: newId() })) }
}

/** The items with one moved up or down; at the edge nothing changes. */
export function withMoved(items: readonly ItemDraft[], id: string, by: -1 | 1): ItemDraft[] {
  const at = items.findIndex((item) => item.id === id)
  const to = at + by
  const next = [...items]
  if (at < 0 || to < 0 || to >= items.length) return next
  next.splice(to, 0, ...next.splice(at, 1))
  return next
}

type Body = Omit<z.input<(typeof saveStall)['body']>, 'revision'>
type Item = Body['items'][number]

function itemOf(draft: ItemDraft, wrong: (field: keyof ItemDraft, words: string) => void): Item {
  const number = (field: 'price' | 'step' | 'limit' | 'offered', places: number): number => {
    const value = readDecimal(draft[field], places)
    if (value === null) wrong(field, field === 'price' ? '写多少元，如 2.5' : '写个数，如 0.5')
    return value ?? 0
  }
  const orNone = (field: 'limit' | 'offered') => (draft[field].trim() === '' ? null : number(field, MILLI_PLACES))
  if (draft.name.trim() === '') wrong('name', '写上菜名')
  return {
    id: draft.id,
    name: draft.name.trim(),
    aliases: [...new Set(draft.aliases.split(/[、,，;；\s]+/).filter((alias) => alias !== ''))],
    unit: draft.unit,
    priceFen: number('price', FEN_PLACES),
    stepMilli: number('step', MILLI_PLACES),
    limitMilli: orNone('limit'),
    offeredMilli: orNone('offered'),
    // A draft that was kept before there were photos has none.
    photoId: draft.photoId ?? null,
  }
}

/** What the server is told, or what still has to be mended. */
export function bodyOf(draft: StallDraft): { body: Body | null; problems: Problems } {
  const problems = new Map<string, string>()
  const moment = (field: 'cutOff' | 'deliverFrom' | 'deliverUntil'): string => {
    const instant = instantOf(draft[field])
    if (instant === null) problems.set(field, '写上日期和时间')
    return instant ?? ''
  }
  if (draft.gridId === '') problems.set('gridId', '选好网格')
  if (draft.day === '') problems.set('day', '写上哪天送')
  if (draft.title.trim() === '') problems.set('title', '写个名字')
  if (draft.items.length === 0) problems.set('items', '至少写一样菜')
  const { gridId, day, title, note } = draft
  const moments = {
    cutOff: moment('cutOff'),
    deliverFrom: moment('deliverFrom'),
    deliverUntil: moment('deliverUntil'),
  }
  const items = draft.items.map((item) => itemOf(item, (field, words) => problems.set(`${item.id}.${field}`, words)))
  // A draft that was kept before there were such codes has none.
  const payCode = draft.payCode ?? null
  const body = { gridId, day, title: title.trim(), note: note.trim(), payCode, ...moments, items }
  return { body: problems.size === 0 ? body : null, problems }
}

const FIELD_OF: Readonly<Record<string, keyof ItemDraft>> = {
  name: 'name',
  aliases: 'aliases',
  unit: 'unit',
  priceFen: 'price',
  stepMilli: 'step',
  limitMilli: 'limit',
  offeredMilli: 'offered',
}
const HEAD_FIELDS: ReadonlySet<string> = new Set(
  'gridId day title note cutOff deliverFrom deliverUntil items'.split(' '),
)

function placeOf(path: string, sent: Body): string | null {
  if (HEAD_FIELDS.has(path)) return path
  if (sent.items.some(({ id }) => id === path)) return `${path}.offered`
  const [, at, field] = /^items\.(\d+)(?:\.(\w+))?/.exec(path) ?? []
  const item = at === undefined ? undefined : sent.items[Number(at)]
  return item === undefined ? null : `${item.id}.${FIELD_OF[field ?? ''] ?? 'name'}`
}

/** What the server refused, at its fields; `whole` is what belongs to none and is said of the form. */
export function problemsOf(error: unknown, sent: Body): { at: Problems; whole: unknown } {
  const fields = error instanceof Refusal ? (error.fields ?? []) : []
  const placed = fields.map(({ path, message }) => [placeOf(path, sent), message] as const)
  const at = new Map(placed.flatMap(([place, message]) => (place === null ? [] : [[place, message] as const])))
  return { at, whole: placed.length > 0 && placed.every(([place]) => place !== null) ? null : error }
}
