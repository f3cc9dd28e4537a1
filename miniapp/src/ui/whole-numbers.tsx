import { Text } from '@tarojs/components'
import './whole-numbers.css'

/** A telephone number, hidden in the middle or not. */
const NUMBER = /\d[\d-]*[·•*＊]{2,}\d*|0\d{2,3}-\d{7,8}|\d{7,}/g

interface Part {
  text: string
  whole: boolean
}

/** The text cut so that each telephone number stands alone. */
export function wholeNumbers(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const match of text.matchAll(NUMBER)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), whole: false })
    parts.push({ text: match[0], whole: true })
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at), whole: false })
  return parts
}

/** Words in which a telephone number is never broken at the end of a line. */
export function WholeNumbers({ children }: { children: string }) {
  const parts = wholeNumbers(children)
  if (!parts.some(({ whole }) => whole)) return children
  return parts.map(({ text, whole }, index) => (
    <Text key={index} className={whole ? 'whole-number' : ''}>
      {text}
    </Text>
  ))
}
