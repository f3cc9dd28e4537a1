/**
 * A column's name folded for comparison: compatibility forms, no blanks or line breaks, nothing in brackets (units,
 * hints), upper case. `宗地面积\n（㎡）` → `宗地面积`. Empty when nothing but a unit is left.
 */
export function foldHeader(name: string): string {
  const folded = name
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff*＊★:：、,，.。_]+/g, '')
    .toUpperCase()
  const bare = folded.replace(/[([{【〔［][^)\]}】〕］]*[)\]}】〕］]?/g, '')
  return /^(M2|㎡|平方米|平米|亩|单位.*)$/.test(bare) ? '' : bare
}

/** How many square metres one unit of an area column stands for; 1 when the name says no other unit. */
export function areaUnit(name: string): number {
  const folded = name.normalize('NFKC').replace(/\s+/g, '')
  if (/[([【]?(单位:?)?亩[)\]】]?$/.test(folded)) return 2000 / 3
  if (/公顷|[(]ha[)]/i.test(folded)) return 10_000
  return 1
}
