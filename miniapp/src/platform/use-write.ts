import { useCallback, useRef, useState } from 'react'
import { Refusal } from '@gezhong/shared/errors'
import { sentenceOf } from './api.ts'
import { randomId } from './random-id.ts'

interface Writing<Input, Answer> {
  /** Runs the write; null when it did not succeed (then `problem` says why). Pressing again sends the same key. */
  run(input: Input): Promise<Answer | null>
  busy: boolean
  problem: string | null
  /** What is wrong with a field, by its name, where the server said so. */
  wrong: Readonly<Record<string, string>>
  /** The same from one drawing to the next. */
  clear(): void
}

const NOTHING_WRONG: Readonly<Record<string, string>> = {}

const fieldsOf = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof Refusal && error.fields !== undefined
    ? Object.fromEntries(error.fields.map(({ path, message }) => [path, message]))
    : NOTHING_WRONG

/**
 * One intent of a person. The idempotency key stays the same while the same thing is sent again, so that a
 * second press after a lost answer does the work once.
 */
export function useWrite<Input, Answer>(send: (input: Input, key: string) => Promise<Answer>): Writing<Input, Answer> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [wrong, setWrong] = useState(NOTHING_WRONG)
  const running = useRef(false)
  const intent = useRef<{ words: string; key: string } | null>(null)
  const clear = useCallback(() => {
    setProblem(null)
    setWrong(NOTHING_WRONG)
  }, [])
  return {
    busy,
    problem,
    wrong,
    clear,
    async run(input) {
      if (running.current) return null
      running.current = true
      setBusy(true)
      setProblem(null)
      setWrong(NOTHING_WRONG)
      try {
        const words = JSON.stringify(input)
        if (intent.current === null || intent.current.words !== words) intent.current = { words, key: await randomId() }
        const answer = await send(input, intent.current.key)
        intent.current = null
        return answer
      } catch (error) {
        setProblem(sentenceOf(error))
        setWrong(fieldsOf(error))
        return null
      } finally {
        running.current = false
        setBusy(false)
      }
    },
  }
}
