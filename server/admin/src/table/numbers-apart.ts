/** As many digits as the shortest phone number has; nearly every door has fewer. */
const isNumber = (words: string) => words.replace(/\D/g, '').length >= 7

/** Filters that may stand in the address, and searched numbers, which may not. Ids are none, however many digits they have. */
export function apart<F extends Record<string, string>>(
  filters: Partial<F>,
): { numbers: Partial<F>; rest: Partial<F> } {
  const isHidden = ([name, value]: [string, string | undefined]) => name === 'q' && isNumber(value ?? '')
  const entries = Object.entries(filters) as [string, string | undefined][]
  return {
    numbers: Object.fromEntries(entries.filter(isHidden)) as Partial<F>,
    rest: Object.fromEntries(entries.filter((entry) => !isHidden(entry))) as Partial<F>,
  }
}
