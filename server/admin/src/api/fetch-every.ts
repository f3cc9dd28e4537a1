const SIZE = 500

/** Every row of a list that comes in pages, for paper and files; tells how far it is after each page. */
export async function fetchEvery<Row>(
  ask: (page: { page: number; size: number }) => Promise<{ rows: readonly Row[]; total: number }>,
  onPart: (done: number, total: number) => void = () => undefined,
): Promise<Row[]> {
  const all: Row[] = []
  for (let page = 1; ; page += 1) {
    const { rows, total } = await ask({ page, size: SIZE })
    all.push(...rows)
    onPart(all.length, total)
    if (rows.length === 0 || all.length >= total) return all
  }
}
