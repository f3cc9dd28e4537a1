/** A NUL, or half of a surrogate pair: what a text may hold and the database may not. */
const UNSTORABLE = /\0|\p{Cs}/u
const ALL_UNSTORABLE = /\0|\p{Cs}/gu

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text)

/** The text without them; they never mean anything. */
export const storable = (text: string): string => (isStorable(text) ? text : text.replace(ALL_UNSTORABLE, ''))
