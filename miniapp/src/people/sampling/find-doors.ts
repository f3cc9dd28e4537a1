const PIECES = /\d+|[^\d\s号栋幢楼单元室层之-]+/gu

/** Letters and digits of full width as those of the keyboard. */
const piecesOf = (text: string): string[] => text.normalize('NFKC').toUpperCase().match(PIECES) ?? []

const isNumber = (piece: string): boolean => /^\d/.test(piece)

/** How well one piece fits the next of the door: 0 exactly, 1 as its beginning, null not at all. */
function fit(typed: string, piece: string): 0 | 1 | null {
  if (typed === piece) return 0
  if (isNumber(typed) !== isNumber(piece)) return null
  return (isNumber(typed) ? piece.startsWith(typed) : piece.includes(typed)) ? 1 : null
}

/** The typed pieces in their order among those of the door; fewer inexact ones come first. Null where one is not there. */
function distance(typed: readonly string[], pieces: readonly string[]): number | null {
  let from = 0
  let inexact = 0
  for (const one of typed) {
    const at = pieces.findIndex((piece, index) => index >= from && fit(one, piece) !== null)
    if (at === -1) return null
    const exact = pieces.findIndex((piece, index) => index >= from && piece === one)
    inexact += exact === -1 ? 1 : 0
    from = (exact === -1 ? at : exact) + 1
  }
  return inexact
}

/**
 * The households whose door is typed, digits alone being enough: `32` finds 中区32号 before 中区320号, `3 602` finds
 * 3栋2单元602室. In the order of the sheet otherwise.
 */
export function findDoors<H extends { door: string }>(households: readonly H[], text: string): H[] {
  const typed = piecesOf(text)
  if (typed.length === 0) return []
  const found = households.flatMap((household) => {
    const far = distance(typed, piecesOf(household.door))
    return far === null ? [] : [{ household, far }]
  })
  return found.sort((one, other) => one.far - other.far).map(({ household }) => household)
}
