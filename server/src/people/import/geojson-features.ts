import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import { encodingOf, tooManyRows } from './delimited-text.ts'
import type { ImportLimits } from './limits.ts'
import type { RawSheet } from './raw-sheet.ts'
import { Turns } from '../../turns.ts'

const notGeoJson = () =>
  new ImportRefusal(
    'not-geojson',
    '这个文件不是完整的 GeoJSON 图斑；请在 GIS 软件里重新导出 GeoJSON（要素集合），再上传',
  )
const projected = () =>
  new ImportRefusal('not-geojson', '图斑的坐标系不对；请在 GIS 软件里转成经纬度（CGCS2000 或 WGS84），重新导出再上传')

export interface FeatureSheet extends RawSheet {
  /** Geometry of each row as it stands in the file, unchecked. */
  geometries: unknown[]
}

/**
 * Reads a feature collection as a sheet: properties are columns, features are rows, numbered from 1. The collection
 * is cut into features before anything is parsed, since parsing 40 MB of JSON at once holds up every other request.
 */
export async function readGeoJson(
  bytes: Uint8Array,
  name: string,
  limits: ImportLimits,
  onRows: (rows: number, share: number) => void,
): Promise<FeatureSheet> {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  const start = await featuresStart(text)
  const columns = new Map<string, number>()
  const sheet: FeatureSheet = { name, rows: [], merges: [], cellCount: 0, isNamed: true, geometries: [] }
  const turns = new Turns()
  let at = start
  for (;;) {
    const open = skip(text, at, ',')
    if (text[open] === ']') {
      if (text.length - open + start > MAX_PARSED) throw notGeoJson()
      checkFrame(text.slice(0, start) + text.slice(open))
      break
    }
    if (text[open] !== '{') throw notGeoJson()
    const end = endOfValue(text, open)
    addFeature(sheet, columns, parse(text.slice(open, end)), limits)
    at = end
    if (turns.due) {
      onRows(sheet.rows.length, at / text.length)
      await turns.share()
    }
  }
  sheet.rows.unshift({ row: 0, cells: [...columns.keys()] })
  sheet.geometries.unshift(null)
  return sheet
}

function addFeature(sheet: FeatureSheet, columns: Map<string, number>, feature: unknown, limits: ImportLimits): void {
  const cells: string[] = []
  for (const [key, value] of Object.entries(propertiesOf(feature))) {
    let column = columns.get(key)
    if (column === undefined) {
      if (columns.size >= limits.columns) {
        throw new ImportRefusal(
          'too-many-columns',
          `图斑的属性太多（超过 ${limits.columns} 个），请只保留需要的属性再上传`,
        )
      }
      columns.set(key, (column = columns.size))
    }
    while (cells.length <= column) cells.push('')
    cells[column] = propertyText(value, limits)
  }
  sheet.rows.push({ row: sheet.rows.length + 1, cells })
  sheet.cellCount += cells.length
  if (sheet.rows.length > limits.rows || sheet.cellCount > limits.cells) throw tooManyRows(limits)
  sheet.geometries.push(isObject(feature) ? feature['geometry'] : null)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function propertiesOf(feature: unknown): Record<string, unknown> {
  if (!isObject(feature)) throw notGeoJson()
  const properties = feature['properties']
  return isObject(properties) ? properties : {}
}

function propertyText(value: unknown, limits: ImportLimits): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return ''
  const text = String(value).trim()
  if (text.length > limits.cellLength) {
    throw new ImportRefusal('cell-too-long', `图斑的一个属性太长（超过 ${limits.cellLength} 个字），请删短后再上传`)
  }
  return text
}

/** What is left without the features tells the type and, in old files, the coordinate system. */
function checkFrame(frame: string): void {
  const collection = parse(frame)
  if (!isObject(collection) || collection['type'] !== 'FeatureCollection') throw notGeoJson()
  const system = JSON.stringify(collection['crs'] ?? null)
  if (system !== 'null' && !/CRS84|EPSG:+(?:[\d.]*:)?(4326|4490)\b/i.test(system)) throw projected()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw notGeoJson()
    throw error
  }
}

/** Characters of one feature, and of everything beside the features: parsing more at once is felt by others. */
const MAX_PARSED = 4_000_000

/** The place after the bracket that opens the top-level `features`. */
async function featuresStart(text: string): Promise<number> {
  let depth = 0
  const turns = new Turns()
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    else if (character === '"') {
      const end = endOfString(text, at)
      const colon = skip(text, end, '')
      if (depth === 1 && text.slice(at, end) === '"features"' && text[colon] === ':') {
        const bracket = skip(text, colon + 1, '')
        if (text[bracket] === '[') return bracket + 1
      }
      at = end - 1
      if (turns.due) await turns.share()
    }
  }
  throw notGeoJson()
}

function skip(text: string, from: number, also: string): number {
  let at = from
  while (at < text.length && (text.charCodeAt(at) <= 0x20 || text[at] === also)) at += 1
  return at
}

function endOfString(text: string, from: number): number {
  let at = from + 1
  for (;;) {
    at = text.indexOf('"', at)
    if (at < 0) throw notGeoJson()
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at + 1
    at += 1
  }
}

function endOfValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) at = endOfString(text, at) - 1
    else if (code === 0x7b || code === 0x5b) depth += 1
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1
      if (depth === 0) return at + 1
      if (at - from > MAX_PARSED) throw notGeoJson()
    }
  }
  throw notGeoJson()
}
