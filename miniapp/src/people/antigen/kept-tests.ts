import { z } from 'zod'
import { NoPhoto, TestResult } from '@gezhong/shared/people/antigen/contract'
import { keptList } from '../../platform/kept-list.ts'
import { together } from '../../platform/kept-shelf.ts'
import { forgetPhoto } from '../../platform/photo.ts'

/** A test that was told on this phone and has not wholly arrived. */
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
  /** It may be missing after a restart when the phone had no room for it. */
  photo: z.string().nullable(),
  /** The server has the words; the photo is still to go. */
  told: z.boolean(),
  refusal: z.string().nullable(),
})
export type KeptTest = z.infer<typeof KeptTest>

/** On a phone that is full the words are kept without their photos, which are then only on the screen. */
export const keptTests = keptList(together('self-tests', KeptTest, (test) => ({ ...test, photo: null })))

/** Somebody tells it no longer. */
export function dropTest({ id, photo }: KeptTest): void {
  keptTests.drop([id])
  if (photo !== null) forgetPhoto(photo)
}
