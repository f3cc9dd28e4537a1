import { z } from 'zod'

/** Money, in fen. */
export const Fen = z.number().int().min(0)

/** `¥12.50`. */
export const sayFen = (fen: number): string => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
