import { foldNumerals } from '../chinese-number.ts'

/** A grid that the community has: the code counts (`2`, `2-3`), the name is another way to write it. */
export interface KnownGrid {
  code: string
  name: string
}

/** A grid as written, folded: `第二网格`, `网格2`, `２号网格` → `2`; `2－3` → `2-3`. */
export function foldGrid(text: string): string {
  const folded = text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/[—–−_.、/]/g, '-')
    .toUpperCase()
  return foldNumerals(folded.replace(/第|号?(小|大)?网格(单元)?|单元|号$|格$/g, '')).replace(/^-+|-+$/g, '')
}

/** Finds a grid by its code or name; null when the community has none such, or when two names fold together. */
export function gridFinder(grids: readonly KnownGrid[]): (text: string) => string | null {
  const byText = new Map<string, string | null>()
  const put = (text: string, code: string) => {
    const known = byText.get(text)
    byText.set(text, known === undefined || known === code ? code : null)
  }
  for (const { code, name } of grids) if (foldGrid(name) !== '') put(foldGrid(name), code)
  // Codes last: a code is never given up for a name.
  for (const { code } of grids) byText.set(foldGrid(code), code)
  return (text) => byText.get(foldGrid(text)) ?? null
}
