import { z } from 'zod'

/** Money, in fen. */
export const Fen = z.number().int().min(0)

/** Money that may be owed the other way, in fen. */
export const SignedFen = z.number().int()

/** `¥12.50`; `-¥12.50` below zero. */
export const sayFen = (fen: number): string => {
  const amount = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}¥${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
}

/** Fen of an amount as people type it: `12.5`, also with full-width digits; null for anything that is none. */
export function readYuan(text: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{0,2}))?$/.exec(text.trim().normalize('NFKC').replace('。', '.'))
  return match === null ? null : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** The other way round, without needless zeros: 1250 is `12.5`. */
export const typedYuan = (fen: number): string => String(fen / 100)
