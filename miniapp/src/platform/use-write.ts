import { useRef, useState } from 'react'
import { sentenceOf } from './api.ts'
import { randomId } from './random-id.ts'

interface Writing<Input, Answer> {
  /** Runs the write; null when it did not succeed (then `problem` says why). Pressing again sends the same key. */
  run(input: Input): Promise<Answer | null>
  busy: boolean
  problem: string | null
  clear(): void
}

/**
 * One intent of a person. The idempotency key stays the same while the same thing is sent again, so that a
 * second press after a lost answer does the work once.
 */
export function useWrite<Input, Answer>(send: (input: Input, key: string) => Promise<Answer>): Writing<Input, Answer> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef(false)
  const intent = useRef<{ words: string; key: string } | null>(null)
  return {
    busy,
    problem,
    clear: () => setProblem(null),
    async run(input) {
      if (running.current) return null
      running.current = true
      setBusy(true)
      setProblem(null)
      try {
        const words = JSON.stringify(input)
        if (intent.current === null || intent.current.words !== words) intent.current = { words, key: await randomId() }
        const answer = await send(input, intent.current.key)
        intent.current = null
        return answer
      } catch (error) {
        setProblem(sentenceOf(error))
        return null
      } finally {
        running.current = false
        setBusy(false)
      }
    },
  }
}
