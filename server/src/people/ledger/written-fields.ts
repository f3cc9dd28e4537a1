import { Refusal } from '@gezhong/shared/errors'
import { canonicalDoor } from '@gezhong/shared/people/door-free-text'
import { normalisePhone } from '@gezhong/shared/people/phone'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'

/** What the community's own names and telephone area are, to read what people write. */
export interface Habits {
  placeNames: string[]
  areaCode: string | undefined
}

export async function readHabits(work: Work): Promise<Habits> {
  const community = await readCommunity(work.db, work.communityId)
  return { placeNames: community?.placeNames ?? [], areaCode: community?.areaCode ?? undefined }
}

export function readDoor(text: string, habits: Habits): string {
  const door = canonicalDoor(text, habits)
  if (door === null || door.length > 80)
    throw new Refusal('not-valid', undefined, [
      { path: 'door', message: '没看懂门牌号，请写成：中区32号、海丝花园3栋601室' },
    ])
  return door
}

/** Phones in their normal form, each once; the first that is no number is named. */
export function readPhones(texts: readonly string[], habits: Habits): string[] {
  const phones = texts.map((text, index) => {
    const phone = normalisePhone(text, habits.areaCode)
    if (phone === null)
      throw new Refusal('not-valid', undefined, [{ path: `phones.${index}`, message: '电话号码不对，请检查' }])
    return phone
  })
  return [...new Set(phones)]
}
