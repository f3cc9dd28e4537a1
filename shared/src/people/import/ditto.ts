const DITTO = /^(同上|上同|同上行|同上一行|同上格|〃|〝|〞|″|"|“|”|''|‘’|do|ditto)\.?$/i
const EMPTY =
  /^([-‐-―−—–ー－_/\\*.。、·]+|无|空|暂无|不详|未知|没有|略|n\/?a|null|none|nil|undefined|待定|待查|待测|未测|#N\/A)$/i

/** Whether a cell says that the cell above counts here too. */
export function isDitto(cell: string): boolean {
  return cell.length > 0 && cell.length < 12 && DITTO.test(cell.replace(/\s+/g, ''))
}

/** Whether a cell says in so many signs that there is nothing to say: `—`, `/`, `无`. */
export function isEmptyMark(cell: string): boolean {
  const text = cell.trim()
  return text === '' || EMPTY.test(text)
}

/** Whether a cell of a yes-or-no column says no, or that nothing is special. */
export function isNo(cell: string): boolean {
  return /^(否|不是|不|普通|一般|正常|×|x|0|n|no|false)$/i.test(cell.trim())
}
