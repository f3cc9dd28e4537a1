const VILLAGE =
  /^(?:[\p{Script=Han}]{2,8}?(?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道)){0,5}([\p{Script=Han}]{2,8}?(?:村|社区|居委会))(?=[\p{Script=Han}（(\s]|$)/u
/** Leading names of an address, each ending with what it is. */
const STEP = /^[\p{Script=Han}]{1,8}?(?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道|村|社区|居委会)/u

/** Addresses from which nothing may be concluded when there are fewer. */
const ENOUGH = 3

/**
 * The community's own names in a cadastral list, to be left out of its doors: the village of the title, when
 * addresses begin with it, and names with which nearly all addresses begin. A name that stands right before the
 * number is kept unless the title names it: it may be the area (`新村1号`).
 */
export function guessPlaceNames(titles: readonly string[], addresses: readonly string[]): string[] {
  const texts = addresses.map((address) => address.normalize('NFKC').replace(/\s+/g, '')).filter((text) => text !== '')
  const names = new Set<string>()
  for (const title of titles) {
    const name = VILLAGE.exec(title.normalize('NFKC').replace(/\s+/g, ''))?.[1]
    if (name !== undefined && texts.some((text) => text.includes(name))) names.add(name)
  }
  if (texts.length < ENOUGH) return [...names]
  let rests = texts
  for (let step = 0; step < 7; step += 1) {
    const name = commonStep(rests)
    if (name === null) break
    const after = rests.filter((text) => text.startsWith(name)).map((text) => text.slice(name.length))
    const isBeforeArea = after.filter(
      (text) => /^\p{Script=Han}/u.test(text) && !/^[〇零一二三四五六七八九十百]+号/.test(text),
    )
    if (!names.has(name) && isBeforeArea.length < after.length * 0.8) break
    names.add(name)
    rests = after
  }
  return [...names]
}

/** The leading name that nine of ten texts share, or null. */
function commonStep(texts: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const name = STEP.exec(text)?.[0]
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  for (const [name, count] of counts) if (count >= texts.length * 0.9 && count >= ENOUGH) return name
  return null
}
