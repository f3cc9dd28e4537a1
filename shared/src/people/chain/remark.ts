const LABELS =
  /^(?:联系电话|联系方式|手机号码?|电话号码|联系人|门牌号码|门牌号|门牌|电话|手机|人数|地址|住址|姓名|号码|Tel|tel|TEL|备注)[ \t]*[:=]?/
const EDGES = /^[\s,，。.;；:、+/|()\-~*=]+|[\s,，。;；:、+/|(\-~*=]+$/g

/** All that is left of a text when the recognised parts are taken out, in order, labels without a value left out. */
export function remarkOf(text: string, spans: readonly { start: number; end: number }[]): string {
  const pieces: string[] = []
  let from = 0
  const keep = (end: number): void => {
    if (end > from) pieces.push(tidy(text.slice(from, end)))
  }
  for (const span of spans) {
    keep(span.start)
    from = Math.max(from, span.end)
  }
  keep(text.length)
  return pieces.filter((piece) => piece !== '').join(' ')
}

function tidy(text: string): string {
  let piece = text.replace(EDGES, '')
  for (let turn = 0; turn < 3 && piece !== ''; turn += 1) piece = piece.replace(LABELS, '').replace(EDGES, '')
  if (piece === '') return ''
  piece = piece.replace(/^[)]+/, '').trim()
  if (piece.endsWith(')') && !piece.includes('(')) piece = piece.slice(0, -1).trim()
  return /^(?:门牌号?|电话|手机号?|人数|联系方式|姓名|地址|号|是|为|的)$/.test(piece) ? '' : piece
}
