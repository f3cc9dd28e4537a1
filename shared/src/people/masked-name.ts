/** A name by which whoever knows the person knows it again, and nobody else learns it: `林*`, `欧**`. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.min(rest.length, 2))
}
