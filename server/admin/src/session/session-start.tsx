import { useEffect, useState } from 'react'
import { ProblemNote } from '../api/problem.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { askWho } from './ask-who.ts'

/** Before the page knows who is signed in: nothing to see, unless the server cannot be asked. */
export function SessionStart() {
  const [problem, setProblem] = useState<unknown>(null)
  useEffect(() => {
    askWho().catch(setProblem)
  }, [])
  const again = () => {
    setProblem(null)
    askWho().catch(setProblem)
  }
  return (
    <main className="sign-in" aria-busy={problem === null}>
      {problem === null ? <Skeleton lines={4} height={22} /> : <ProblemNote error={problem} onRetry={again} />}
    </main>
  )
}
