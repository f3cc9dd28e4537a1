import { KNOWN_BAD } from './known-bad-passwords.ts'

const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's' }

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** The word that is left without what people put before and behind it. */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const unleeted = (text: string): string => [...text].map((letter) => LEET[letter] ?? letter).join('')

const RUNS = ['01234567890', '9876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const RUN = 4

/** How many of its characters are left when runs like 1234 or qwer, and repetitions like 8888, count as one. */
function surprise(text: string): number {
  let left = 0
  for (let at = 0; at < text.length; left++) {
    const longest = Math.max(repeated(text, at), ...RUNS.map((run) => follows(text, at, run)))
    at += longest >= RUN ? longest : 1
  }
  return left
}

function repeated(text: string, at: number): number {
  let length = 1
  while (text[at + length] === text[at]) length++
  return length
}

function follows(text: string, at: number, run: string): number {
  const start = run.indexOf(text[at]!)
  if (start < 0) return 0
  let length = 1
  while (at + length < text.length && start + length < run.length && text[at + length] === run[start + length]) length++
  return length
}

const isRepeatedPart = (text: string): boolean => /^(.{1,4})\1+$/u.test(text)

/**
 * Why this is no password for them, as they read it, or null when it will do. `about` are the words that everybody knows
 * of this person: their name, their sign-in name, the community's names.
 */
export function weaknessOf(password: string, about: readonly string[]): string | null {
  const text = plain(password)
  if ([...text].length < 8) return '至少要 8 个字符，空格不算'
  const known = about.map(plain).filter((word) => [...word].length >= 2)
  if (known.some((word) => text.includes(word))) return '不能用自己的姓名或村名'
  if (/^\d+$/.test(text) && text.length <= 12) return '不能只用数字，生日和电话都容易被猜到'
  if (isRepeatedPart(text) || surprise(text) < 5) return '不能是重复或连着的字符'
  const words = [core(text), core(unleeted(text)), unleeted(core(text)), text.replace(/[^\p{L}]/gu, '')]
  if (words.some((word) => word === '' || KNOWN_BAD.has(word))) return '这是别人最先会试的密码'
  return null
}
