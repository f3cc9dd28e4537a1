import { z } from 'zod'

/*
 * What people write for people: names, titles, reasons, notes. A text that shows nothing would make a row without a name;
 * characters that steer the writing direction make a text read otherwise than it is stored. Both are refused, not cleaned:
 * whoever wrote it should see what is kept.
 */

/** Directional embeddings, overrides and isolates. */
const DIRECTION = '\\u202a-\\u202e\\u2066-\\u2069'
const UNWANTED_IN_LINES = new RegExp(`[${DIRECTION}]|(?![\\n\\r\\t])\\p{Cc}`, 'u')
const UNWANTED = new RegExp(`[${DIRECTION}\\u2028\\u2029\\p{Cc}]`, 'u')
/** Blanks, marks without a letter, what fonts leave out, and the empty Braille cell. */
const UNSEEN = /[\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** True when nothing of the text would be seen; also for an empty one. */
export const showsNothing = (text: string): boolean => text.replace(UNSEEN, '') === ''

const made = new WeakSet<z.ZodType>()

/** True for a schema that was made here: a test wants every text of a request to be, or to say why not. */
export const isPlainText = (schema: z.ZodType): boolean => made.has(schema)

function textOf(most: number, least: number, lines: boolean, missing: string) {
  const unwanted = lines ? UNWANTED_IN_LINES : UNWANTED
  const schema = z
    .string()
    .trim()
    .min(least, missing)
    .max(most, `最多写${most}个字`)
    .refine((text) => !unwanted.test(text), '里面有看不见的控制符，请删掉重写')
    .refine((text) => text === '' || !showsNothing(text), '里面没有看得见的字，请重写')
  made.add(schema)
  return schema
}

interface Options {
  /** Line breaks are part of it. */
  lines?: boolean
  /** What is said when it is missing or too short. */
  missing?: string
  least?: number
}

/** A text that has to be there, of at most `most` characters. */
export const plainText = (most: number, { lines = false, missing = '请填写', least = 1 }: Options = {}) =>
  textOf(most, least, lines, missing)

/** A text that may be left empty. */
export const optionalText = (most: number, { lines = false }: Pick<Options, 'lines'> = {}) => textOf(most, 0, lines, '')
