import { SLIP_PAGE } from '@gezhong/shared/people/slips/code'
import { communityMark, readHomeCode } from '@gezhong/shared/people/own-rounds/home-code'
import { type SheetHousehold, TubeCode } from '@gezhong/shared/people/sampling/contract'

/** What a code before the sampler means: a household of the sheet, or words about what it is instead. */
export type CodeSaid =
  { kind: 'found'; household: SheetHousehold } | { kind: 'words'; title: string; text: string; isElsewhere?: boolean }

interface Known {
  /** Null while the sheet has not been read. */
  households: readonly SheetHousehold[] | null
  communityId: string
  /** Of the tube in hand. */
  tubeCode: string
  /** By the camera: then it is some code for certain, and not a door. */
  scanned: boolean
}

const SLIP = { title: '这是门上的纸条，不是采样码', text: '纸条是住户自己登录用的。请他点“出示采样码”，或者打门牌找' }
const TUBE = { title: '这是管子上的码', text: '找人家请扫住户手机上的采样码；换管子请点下面的“换一管”' }
const BROKEN = { title: '这个码不完整', text: '再扫一次，或者打门牌找' }
const NEWER = { title: '这个码比小程序新', text: '请把小程序关掉重开，更新后再扫；先打门牌找也行' }
const UNKNOWN = { title: '这个码不是采样码', text: '请住户点“出示采样码”再扫，或者打门牌找' }
const ELSEWHERE = { title: '这户是别的村的', text: '在这里也能采，记成外来的人，分开算', isElsewhere: true }
const NOT_HERE = {
  title: '这户不在这片的名单上',
  text: '是别的网格的，点右上角换网格再扫；换不了就记成外来的人',
  isElsewhere: true,
}
const UNREAD = { title: '名单还没读到', text: '连上网读到名单，再扫一次就找得到' }

const words = (said: { title: string; text: string; isElsewhere?: boolean }): CodeSaid => ({ kind: 'words', ...said })

/** Reads what was scanned or typed, with no network; null for what was typed and is no code, such as a door. */
export function codeSaid(text: string, { households, communityId, tubeCode, scanned }: Known): CodeSaid | null {
  const read = readHomeCode(text)
  if (read?.kind === 'home') {
    if (read.mark !== communityMark(communityId)) return words(ELSEWHERE)
    if (households === null) return words(UNREAD)
    const household = households.find(({ householdId }) => householdId === read.householdId)
    return household === undefined ? words(NOT_HERE) : { kind: 'found', household }
  }
  if (read !== null) return words(read.kind === 'newer' ? NEWER : BROKEN)
  if (text.includes(SLIP_PAGE)) return words(SLIP)
  const tube = TubeCode.safeParse(text)
  if (tube.success && (scanned || tube.data === tubeCode)) return words(TUBE)
  return scanned ? words(UNKNOWN) : null
}
