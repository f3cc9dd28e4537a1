import { z } from 'zod'
import { Outsider, SampleOutcome, type SampleBatch } from '@gezhong/shared/people/sampling/contract'

/*
 * What this phone has put into tubes. A swab is never forgotten before the server has said that it has it, and one that may
 * have left the phone is taken back only by telling the server: a request whose answer was lost may still arrive.
 */

export const Swab = z.object({
  id: z.string(),
  /** What was recorded by one press is taken back by one. */
  act: z.string(),
  householdId: z.string().nullable(),
  residentId: z.string().nullable(),
  outsider: Outsider.nullable(),
  people: z.number(),
  takenAt: z.string(),
  /** For the list of the tube: the door, and who of it. */
  door: z.string(),
  who: z.string(),
  /** It was sent at least once, whatever came of it. */
  tried: z.boolean(),
  outcome: SampleOutcome.nullable(),
  /** The number of the answer that acknowledged it. */
  sentNo: z.number().nullable(),
  undone: z.boolean(),
  undoneNo: z.number().nullable(),
})
export type Swab = z.infer<typeof Swab>

export const KeptTube = z.object({
  id: z.string(),
  roundId: z.string(),
  gridId: z.string(),
  code: z.string(),
  openedAt: z.string(),
  finished: z.boolean(),
  /** How many other tubes have this code, as the server counted; and whether somebody has read that. */
  sameCode: z.number(),
  warned: z.boolean(),
  /** So many of its samples without a household somebody has read of. */
  toldUnplaced: z.number(),
  /** Why the server did not take it. It is not tried again before somebody says so. */
  refusal: z.string().nullable(),
  swabs: z.array(Swab),
})
export type KeptTube = z.infer<typeof KeptTube>

type NewSwab = Pick<Swab, 'id' | 'householdId' | 'residentId' | 'outsider' | 'people' | 'door' | 'who'>

/** What one press records, before it has its ids. */
export type Taken = readonly Omit<NewSwab, 'id'>[]
export const sumOf = (taken: Taken): number => taken.reduce((sum, { people }) => sum + people, 0)

export const record = (tube: KeptTube, act: string, takenAt: string, taken: readonly NewSwab[]): KeptTube => ({
  ...tube,
  swabs: [
    ...tube.swabs,
    ...taken.map((swab) => ({
      ...swab,
      act,
      takenAt,
      tried: false,
      outcome: null,
      sentNo: null,
      undone: false,
      undoneNo: null,
    })),
  ],
})

/** What never left the phone simply goes; of the rest the server is told. */
export const takeBack = (tube: KeptTube, act: string): KeptTube => ({
  ...tube,
  swabs: tube.swabs
    .filter((swab) => swab.act !== act || swab.tried)
    .map((swab) => (swab.act === act ? { ...swab, undone: true } : swab)),
})

const isUnsent = (swab: Swab) => swab.sentNo === null
const isUndoUnsent = (swab: Swab) => swab.undone && swab.undoneNo === null
export const waits = (swab: Swab): boolean => isUnsent(swab) || isUndoUnsent(swab)

/** Persons whose samples, or whose undoing, the server has not acknowledged. */
export const waitingPeople = (tubes: readonly KeptTube[]): number =>
  tubes.flatMap(({ swabs }) => swabs.filter(waits)).reduce((sum, { people }) => sum + people, 0)

/** Persons in a tube, as far as this phone filled it. */
export const peopleIn = (tube: KeptTube): number =>
  tube.swabs.reduce((sum, { people, undone }) => (undone ? sum : sum + people), 0)

/** The most that the contract lets one sending carry. */
const MOST = 500

/** What is to be sent of a tube; one taken back that may have arrived goes along with its undoing, so that it is known. */
export const batchOf = ({ id, gridId, code, openedAt, swabs }: KeptTube, sentAt: string): SampleBatch => {
  const samples = swabs.filter(isUnsent).slice(0, MOST)
  const going = new Set(samples)
  const undone = swabs.filter((swab) => isUndoUnsent(swab) && (!isUnsent(swab) || going.has(swab))).slice(0, MOST)
  return {
    sentAt,
    tubes: [{ id, gridId, code, openedAt }],
    samples: samples.map(({ id: sampleId, householdId, residentId, outsider, people, takenAt }) => ({
      id: sampleId,
      tubeId: id,
      householdId,
      residentId,
      outsider,
      people,
      takenAt,
    })),
    undone: undone.map((swab) => swab.id),
  }
}

export function markTried(tube: KeptTube, batch: SampleBatch): KeptTube {
  const going = new Set(batch.samples.map(({ id }) => id))
  return { ...tube, swabs: tube.swabs.map((swab) => (going.has(swab.id) ? { ...swab, tried: true } : swab)) }
}

interface Answer {
  samples: readonly { id: string; outcome: SampleOutcome }[]
  sameCode: number
}

/** The server has this batch; `no` numbers its answers on this phone. What was taken back meanwhile is still to be told. */
export function acknowledge(tube: KeptTube, batch: SampleBatch, { samples, sameCode }: Answer, no: number): KeptTube {
  const outcomes = new Map(samples.map(({ id, outcome }) => [id, outcome]))
  const undone = new Set(batch.undone)
  return {
    ...tube,
    sameCode,
    warned: tube.warned && sameCode <= tube.sameCode,
    swabs: tube.swabs.map((swab) => ({
      ...swab,
      ...(swab.sentNo === null && outcomes.has(swab.id) ? { outcome: outcomes.get(swab.id)!, sentNo: no } : {}),
      ...(undone.has(swab.id) ? { undoneNo: no } : {}),
    })),
  }
}

/** Kept by the server, but of no household of this grid: somebody has to place it. */
export const unplacedOf = (tube: KeptTube): Swab[] =>
  tube.swabs.filter(({ outcome, undone }) => outcome === 'unplaced' && !undone)
