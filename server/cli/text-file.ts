import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { CommandRefusal, codeOf, type Context } from './command.ts'

const MAX_BYTES = 32 * 1024 * 1024

const FOREIGN: readonly (readonly [string, string])[] = [
  ['504b0304', 'a zip, Word or Excel file'],
  ['d0cf11e0', 'an old Office file'],
  ['25504446', 'a PDF'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['47494638', 'a picture'],
  ['1f8b', 'a compressed file'],
  ['7f454c46', 'a program'],
]

export const pathFrom = (context: Context, file: string) => (isAbsolute(file) ? file : resolve(context.cwd, file))

/** The whole file, refused in a sentence when there is none or it is no file. */
export async function readBytes(context: Context, file: string, maxBytes = MAX_BYTES): Promise<Buffer> {
  const path = pathFrom(context, file)
  try {
    const info = await stat(path)
    if (info.isDirectory()) throw new CommandRefusal(`${file} is a folder; name a file in it.`)
    if (info.size > maxBytes) {
      const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`
      throw new CommandRefusal(
        `${file} has ${megabytes(info.size)}; at most ${megabytes(maxBytes)} are read. Split it.`,
      )
    }
    return await readFile(path)
  } catch (error) {
    if (error instanceof CommandRefusal) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new CommandRefusal(`There is no file ${file}; check the name.`)
    if (code === 'EACCES' || code === 'EPERM') throw new CommandRefusal(`${file} may not be read by this user.`)
    throw new CommandRefusal(`${file} cannot be read (${code}).`)
  }
}

const damage = (text: string) => text.match(/\ufffd/g)?.length ?? 0

/**
 * Text in UTF-8, UTF-16 or GB18030, whichever loses least. A message cut off in the middle of a character is still
 * UTF-8, so the encodings are compared by damage, not by validity.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const utf8 = new TextDecoder('utf-8').decode(bytes)
  const lost = damage(utf8)
  if (lost <= 2) return utf8
  const gb18030 = new TextDecoder('gb18030').decode(bytes)
  return damage(gb18030) < lost ? gb18030 : utf8
}

/** Control characters that texts do hold: tabs, breaks, and what a file of old times ends with. */
const USUAL_CONTROLS = new Set(['\t', '\n', '\v', '\f', '\r', '\u001a', '\u0085'])

/** Reads a text file as people have them; a file that is no text at all is refused. */
export async function readText(context: Context, file: string): Promise<string> {
  const bytes = await readBytes(context, file)
  const head = bytes.subarray(0, 8).toString('hex')
  const foreign = FOREIGN.find(([magic]) => head.startsWith(magic))
  if (foreign)
    throw new CommandRefusal(`${file} is ${foreign[1]}, not text. Save the chat text as .txt and name that file.`)
  const text = decodeText(bytes)
  const odd = (text.match(/[\p{Cc}\ufffd]/gu) ?? []).filter((sign) => !USUAL_CONTROLS.has(sign)).length
  if (odd * 20 > text.length) {
    throw new CommandRefusal(`${file} does not look like text. Save the chat text as .txt (UTF-8) and name that file.`)
  }
  return text
}

/** All of standard input, decoded like a file. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BYTES)
      throw new CommandRefusal('What comes in on standard input is too long for a chain; name a file.')
    chunks.push(bytes)
  }
  return decodeText(Buffer.concat(chunks))
}
