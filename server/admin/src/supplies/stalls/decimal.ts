// Money and amounts are typed with a point and kept as whole numbers of the smallest piece: no sum goes through fractions.

/** `2.5` with two places is 250; null for anything that is no such number. Full-width digits are read too. */
export function readDecimal(text: string, places: number): number | null {
  const match = /^(\d{1,7})(?:\.(\d*))?$/.exec(text.trim().normalize('NFKC').replace('。', '.'))
  const fraction = match?.[2] ?? ''
  if (match === null || fraction.length > places) return null
  return Number(`${match[1]}${fraction.padEnd(places, '0')}`)
}

/** The other way round, without needless zeros: 250 with two places is `2.5`. */
export function sayDecimal(whole: number, places: number): string {
  const digits = String(whole).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
}
