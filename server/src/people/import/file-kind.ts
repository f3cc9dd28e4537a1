import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'

export type FileKind = 'xlsx' | 'text' | 'geojson'

const AS_XLSX = '请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传'

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte)

/**
 * What a file is, by its first bytes; names lie, and survey offices hand out web pages called `.xls`.
 * Everything that cannot be read as it stands is refused with the way to make it readable.
 */
export function fileKind(bytes: Uint8Array, fileName: string): FileKind {
  if (bytes.length === 0) throw new ImportRefusal('empty', '文件是空的，请检查后重新上传')
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return zipKind(bytes)
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw oldBinary(bytes, extension)
  const other = foreignKind(bytes)
  if (other !== null) throw new ImportRefusal('not-a-table', other)
  const head = headText(bytes)
  if (/^(<!doctype html|<html|<table|<head|<body|<meta|<style|<div)/i.test(head) || /^mime-version:/i.test(head)) {
    throw new ImportRefusal('web-page', `这个文件其实是网页，不是表格；${AS_XLSX}`)
  }
  if (/^<\?xml|^<workbook/i.test(head)) {
    throw new ImportRefusal('web-page', `这个文件是 XML，不是表格；${AS_XLSX}`)
  }
  if (extension === 'geojson' || extension === 'json' || /^\{\s*"/.test(head)) return 'geojson'
  return 'text'
}

function zipKind(bytes: Uint8Array): FileKind {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Names stand uncompressed in a zip; its directory is at the end.
  const tail = raw.subarray(Math.max(0, raw.length - 65_536)).toString('latin1')
  const head = raw.subarray(0, 4096).toString('latin1')
  if (tail.includes('xl/workbook.bin')) {
    throw new ImportRefusal('old-excel', `这是 .xlsb 二进制表格，暂时读不了；${AS_XLSX}`)
  }
  if (head.includes('application/vnd.oasis.opendocument')) {
    throw new ImportRefusal('not-a-table', `这是 .ods 文档，暂时读不了；${AS_XLSX}`)
  }
  if (tail.includes('word/document.xml') || tail.includes('ppt/presentation.xml')) {
    throw new ImportRefusal('not-a-table', '这是 Word 或 PPT 文件；请把里面的表格复制到 Excel，另存为 .xlsx 再上传')
  }
  return 'xlsx'
}

function oldBinary(bytes: Uint8Array, extension: string): ImportRefusal {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (raw.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    return new ImportRefusal('encrypted', '文件设了密码，打不开；请在 Excel 里取消密码，另存为 .xlsx 再上传')
  }
  if (raw.includes(Buffer.from('WordDocument', 'utf16le'))) {
    return new ImportRefusal('not-a-table', '这是 Word 文件；请把里面的表格复制到 Excel，另存为 .xlsx 再上传')
  }
  const kind = extension === 'et' ? 'WPS 的 .et 表格' : '旧版 .xls 表格'
  return new ImportRefusal('old-excel', `这是${kind}，暂时读不了；${AS_XLSX}`)
}

function foreignKind(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return '这是 PDF，不是表格；请向对方要 Excel 原件，再上传'
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff)) {
    return '这是图片，不是表格；请向对方要 Excel 原件，再上传'
  }
  if (startsWith(bytes, 0x52, 0x61, 0x72, 0x21) || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf)) {
    return '这是压缩包；请先解压，把里面的表格一个一个上传'
  }
  return null
}

function headText(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 512))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
}
