/** Joins what is there: `classNames('row', big && 'row-big')`. */
export const classNames = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')
