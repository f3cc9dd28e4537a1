import { useEffect, useState } from 'react'
import { buzz } from '../../platform/notice.ts'
import { keepPhoto } from '../../platform/photo.ts'
import { randomId } from '../../platform/random-id.ts'
import { dropTest, keptTests, type KeptTest } from './kept-tests.ts'
import { sendTests } from './send-tests.ts'
import type { TellingOf, Whom } from './tell-sheet.tsx'

/** Where nothing answers it is tried again so often while somebody looks on. */
const RETRY_MS = 15_000

/** What this phone told for one household, and has not wholly sent. */
export function useTelling(roundId: string, householdId: string) {
  const all = keptTests.useRows()
  const [full, setFull] = useState(false)
  useEffect(() => {
    void sendTests()
    const timer = setInterval(() => void sendTests(), RETRY_MS)
    return () => clearInterval(timer)
  }, [])
  const keep = (written: boolean) => {
    setFull(!written)
    void sendTests()
  }
  return {
    waiting: all.filter((test) => test.roundId === roundId && test.householdId === householdId),
    /** The phone is full: the photo is only on the screen. */
    full,
    async tell({ residentId, who }: Whom, { photo, ...telling }: TellingOf) {
      const takenAt = new Date().toISOString()
      const [id, source] = [await randomId(), photo === null ? null : await keepPhoto(photo)]
      buzz()
      const whose = { id, roundId, householdId, who, residentId }
      keep(keptTests.put({ ...whose, ...telling, takenAt, photo: source, told: false, refusal: null }))
    },
    async photoFor({ id }: KeptTest, photo: string) {
      const source = await keepPhoto(photo)
      keep(keptTests.change([id], (now) => ({ ...now, photo: source, refusal: null })))
    },
    again: ({ id }: KeptTest) => keep(keptTests.change([id], (now) => ({ ...now, refusal: null }))),
    drop: dropTest,
  }
}

export type Telling = ReturnType<typeof useTelling>
