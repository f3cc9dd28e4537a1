/** Rows of one statement: 1,000 of sixteen columns stay far below the 65,535 parameters that Postgres takes. */
const CHUNK = 1000

export function inChunks<T>(items: readonly T[], size = CHUNK): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
