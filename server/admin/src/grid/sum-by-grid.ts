/**
 * The server tells numbers per lowest grid; a higher piece is the sum of what lies below it.
 * Gives for every code, at every level, the sums of the named fields.
 */
export function sumByGrid<K extends string>(
  rows: readonly (Record<K, number> & { gridCode: string })[],
  fields: readonly K[],
): ReadonlyMap<string, Record<K, number>> {
  const sums = new Map<string, Record<K, number>>()
  for (const row of rows) {
    for (const code of codesAbove(row.gridCode)) {
      const sum = sums.get(code) ?? zeros(fields)
      for (const field of fields) sum[field] += row[field]
      sums.set(code, sum)
    }
  }
  return sums
}

/** The sum of all rows. */
export function sumAll<K extends string>(rows: readonly Record<K, number>[], fields: readonly K[]): Record<K, number> {
  const sum = zeros(fields)
  for (const row of rows) for (const field of fields) sum[field] += row[field]
  return sum
}

/** `2-3-1` lies in `2`, `2-3` and `2-3-1`. */
export function codesAbove(code: string): string[] {
  const parts = code.split('-')
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'))
}

function zeros<K extends string>(fields: readonly K[]): Record<K, number> {
  return Object.fromEntries(fields.map((field) => [field, 0])) as Record<K, number>
}
