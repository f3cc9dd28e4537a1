import { z } from 'zod'
import type { Unit } from './orders/stall.ts'

/** Thousandths of the unit a thing is sold by: 500 of 斤 is half a 斤. */
export const MILLI = 1000

/** The most of one thing in one order, in thousandths: more is a slip of the finger. */
export const MOST_MILLI = 999 * MILLI

/** The dearest a unit may be, in fen. */
export const MOST_PRICE_FEN = 1_000_000

/** The dearest an order may be, in fen. */
export const MOST_ORDER_FEN = 2_000_000

/** How much of a thing, in thousandths of its unit. */
export const Milli = z.number().int().min(1).max(MOST_MILLI)

const WEIGHTS: ReadonlySet<Unit> = new Set(['斤', '公斤', '千克'])
const SCALES: ReadonlySet<Unit> = new Set([...WEIGHTS, '克', '两'])

/** What a thing is sold in multiples of when nobody has said: half a unit of weight, whole ones of all else. */
export const usualStep = (unit: Unit): number => (WEIGHTS.has(unit) ? MILLI / 2 : MILLI)

/**
 * What so much of a thing costs, in fen; half a fen counts as one. Each line of an order is rounded by itself, so that
 * lines sum to the order and orders to the day.
 */
export const amountFen = (priceFen: number, milli: number): number => Math.floor((priceFen * milli + MILLI / 2) / MILLI)

/** `1.5` typed for one and a half units, full-width digits too; null for anything that is no such number. */
export function readMilli(typed: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d{0,3}))?$/.exec(typed.trim().normalize('NFKC').replace('。', '.'))
  return match === null ? null : Number(`${match[1]}${(match[2] ?? '').padEnd(3, '0')}`)
}

/** The other way round: 1500 is `1.5`. */
export const sayMilli = (milli: number): string => String(milli / MILLI)

/** `1.5斤`, `2份`. */
export const sayQuantity = (milli: number, unit: string): string => `${milli / MILLI}${unit}`

/** What a household gets of a line, in thousandths: as ordered unless something was shared out or weighed. */
export const givenOf = ({ milli, givenMilli }: { milli: number; givenMilli: number | null }): number =>
  givenMilli ?? milli

/** Goods as they are given: of what somebody gets nothing there is nothing to say. */
export const asGiven = <Line extends { milli: number; givenMilli: number | null }>(lines: readonly Line[]): Line[] =>
  lines.map((line) => ({ ...line, milli: givenOf(line) })).filter(({ milli }) => milli > 0)

/** Whether so much of it is put on the scales, so that what comes out may differ a little from what was ordered. */
export const isWeighed = (unit: Unit): boolean => SCALES.has(unit)

/** How far what was weighed may be from what was due, as a part of that, before it is asked again. */
export const WEIGHT_TOLERANCE = 0.2

export const isFarOff = (weighedMilli: number, dueMilli: number): boolean =>
  Math.abs(weighedMilli - dueMilli) > dueMilli * WEIGHT_TOLERANCE

/** `大白菜 2斤、鸡蛋 1板`. */
export const sayGoods = (goods: readonly { name: string; milli: number; unit: string }[]): string =>
  goods.map(({ name, milli, unit }) => `${name} ${sayQuantity(milli, unit)}`).join('、')
