import type { KeptTube } from './swabs.ts'

/** What one press put into a tube. */
export interface Act {
  id: string
  door: string
  who: string
  people: number
  waits: boolean
}

/** What is in a tube, the newest first. */
export function actsOf({ swabs }: KeptTube): Act[] {
  const acts = new Map<string, Act>()
  for (const { act, door, who, people, undone, sentNo } of swabs) {
    if (undone) continue
    const before = acts.get(act)
    acts.set(act, {
      id: act,
      door,
      who: before === undefined ? who : `${before.who}、${who}`,
      people: (before?.people ?? 0) + people,
      waits: (before?.waits ?? false) || sentNo === null,
    })
  }
  return [...acts.values()].reduceRight<Act[]>((list, act) => [...list, act], [])
}
