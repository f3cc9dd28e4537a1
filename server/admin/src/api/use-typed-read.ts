import { useEffect, useRef, useState } from 'react'

const TYPING_PAUSE_MS = 300

type Answered<Typed, View> = { to: Typed } & ({ view: View } | { fault: unknown })

/**
 * What the server makes of something while it is being typed, asked when the hands rest; until it has answered, what it
 * made of the text before stays. Null is not asked about. `read` is the same from one drawing to the next.
 */
export function useTypedRead<Typed extends object, View>(
  typed: Typed | null,
  read: (typed: Typed) => Promise<View>,
): { view: View | undefined; reading: boolean; error: unknown } {
  const [lastView, setLastView] = useState<View>()
  const [answered, setAnswered] = useState<Answered<Typed, View> | null>(null)
  const asked = useRef(0)
  useEffect(() => {
    asked.current += 1
    const turn = asked.current
    if (typed === null) return
    const timer = setTimeout(() => {
      const keep = (answer: Answered<Typed, View>) => {
        if (turn !== asked.current) return
        setAnswered(answer)
        if ('view' in answer) setLastView(() => answer.view)
      }
      read(typed).then(
        (view) => keep({ to: typed, view }),
        (fault: unknown) => keep({ to: typed, fault }),
      )
    }, TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, read])
  const answer = answered !== null && answered.to === typed ? answered : null
  return {
    view: lastView,
    reading: typed !== null && answer === null,
    error: answer !== null && 'fault' in answer ? answer.fault : null,
  }
}
