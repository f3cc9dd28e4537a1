import { z } from 'zod'
import { NoPhoto, TestResult } from '@gezhong/shared/people/antigen/contract'
import { changing, useChanging } from '../../platform/changing.ts'
import { forgetPhoto } from '../../platform/photo.ts'
import { currentActor, PERSONAL, useActor } from '../../platform/session.ts'
import { kept } from '../../platform/storage.ts'

/**
 * A test that was told on this phone and has not wholly arrived. Its id is the server's too, so it counts once however often
 * it is tried. The photo may be missing after a restart when the phone had no room for it.
 */
export const KeptTest = z.object({
  id: z.string(),
  roundId: z.string(),
  householdId: z.string(),
  /** Whom it is of, in words. */
  who: z.string(),
  residentId: z.string().nullable(),
  people: z.number(),
  result: TestResult,
  noPhoto: NoPhoto.nullable(),
  takenAt: z.string(),
  photo: z.string().nullable(),
  /** The server has the words; the photo is still to go. */
  told: z.boolean(),
  refusal: z.string().nullable(),
})
export type KeptTest = z.infer<typeof KeptTest>

const place = kept(`${PERSONAL}self-tests`, 1, z.array(KeptTest))

/** Of whom they are: somebody else may sign in on this phone after a session has ended by itself. */
const tests = changing<{ owner: string; all: readonly KeptTest[] } | null>(null)
const NONE: readonly KeptTest[] = []

export function keptTests(): readonly KeptTest[] {
  const owner = currentActor()?.accountId
  if (owner === undefined) return NONE
  const known = tests.get()
  if (known?.owner === owner) return known.all
  const all = place.read() ?? NONE
  tests.set({ owner, all })
  return all
}

/** False when the phone is full. The words are kept then without their photos, which are only on the screen. */
function keep(all: readonly KeptTest[]): boolean {
  const owner = currentActor()?.accountId
  if (owner !== undefined) tests.set({ owner, all })
  return place.write([...all]) || (place.write(all.map((test) => ({ ...test, photo: null }))) && false)
}

export const addTest = (test: KeptTest): boolean => keep([...keptTests(), test])

export const changeTest = (id: string, change: Partial<KeptTest>): boolean =>
  keep(keptTests().map((test) => (test.id === id ? { ...test, ...change } : test)))

export function dropTest(id: string): void {
  const gone = keptTests().find((test) => test.id === id)
  if (gone?.photo != null) forgetPhoto(gone.photo)
  keep(keptTests().filter((test) => test.id !== id))
}

/** What the screen shows; what is in storage is forgotten with the session. */
export function forgetKeptTests(): void {
  tests.set(null)
}

export function useKeptTests(): readonly KeptTest[] {
  const owner = useActor()?.accountId
  const known = useChanging(tests)
  return known !== null && known.owner === owner ? known.all : NONE
}
