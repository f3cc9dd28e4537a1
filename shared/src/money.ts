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
