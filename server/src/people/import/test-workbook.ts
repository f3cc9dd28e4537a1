import { strToU8, zipSync } from 'fflate'

/** Parts of a workbook by path; given ones replace those that a sheet needs. */
export type Parts = Record<string, string>

const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/**
 * A workbook for tests, made by hand so that it can hold what no writing library makes: merged cells, dates, formulas
 * without results, broken parts. `sheets` holds the inner XML of each worksheet by the sheet's name.
 */
export function workbookOf(
  sheets: Record<string, string>,
  parts: Parts = {},
  sheetAttributes: Record<string, string> = {},
): Uint8Array {
  const names = Object.keys(sheets)
  const all: Parts = {
    '_rels/.rels': `<Relationships><Relationship Id="r" Type="${TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${NAMESPACE} xmlns:r="${TYPE}"><sheets>${names
      .map(
        (name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}" ${sheetAttributes[name] ?? ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map(
        (_, at) =>
          `<Relationship Id="rId${at + 1}" Type="${TYPE}/worksheet" Target="/xl/worksheets/sheet${at + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="s" Type="${TYPE}/styles" Target="styles.xml"/><Relationship Id="t" Type="${TYPE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  }
  names.forEach((name, at) => {
    all[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet ${NAMESPACE}>${sheets[name]}</worksheet>`
  })
  return zipSync(Object.fromEntries(Object.entries({ ...all, ...parts }).map(([path, xml]) => [path, strToU8(xml)])))
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** Rows of texts and numbers as sheet XML; an empty text is no cell. Further attributes and cells can be raw XML. */
export function sheetOf(
  rows: readonly (readonly (string | number | { xml: string })[])[],
  merges: readonly string[] = [],
): string {
  const xml = rows.map((cells, at) => {
    const all = cells.map((cell, column) => {
      const address = `${String.fromCharCode(65 + column)}${at + 1}`
      if (typeof cell === 'object') return cell.xml.replace('<c ', `<c r="${address}" `)
      if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`
      return cell === '' ? '' : `<c r="${address}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`
    })
    return `<row r="${at + 1}">${all.join('')}</row>`
  })
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  return `<sheetData>${xml.join('')}</sheetData><mergeCells>${merged}</mergeCells>`
}

/** A code of the invented village, by parcel and building. */
export const unitCode = (parcel: number, building = 1): string =>
  `350582105099JC${String(parcel).padStart(5, '0')}F${String(building).padStart(4, '0')}0001`
