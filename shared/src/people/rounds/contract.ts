import { z } from 'zod'
import { CivilDay, endpoint, Id, IdParams, Instant } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'
import { Roll, RollDue } from '../rolls/contract.ts'

export const RoundMethod = z.enum(['pcr', 'antigen'])
export type RoundMethod = z.infer<typeof RoundMethod>
export const METHOD_WORDS: Record<RoundMethod, string> = { pcr: '核酸', antigen: '抗原' }

/** Persons in a full tube. */
export const TUBE_SIZES = [1, 5, 10, 20] as const
export const TubeSize = z.union([z.literal(1), z.literal(5), z.literal(10), z.literal(20)])
export type TubeSize = z.infer<typeof TubeSize>

/** Within the years in which somebody may plan. */
const Planned = Instant.refine((text) => /^20\d\d/.test(text), '请写2000年以后的时间')

/** Where samples are taken, for a piece of the tree. */
export const RoundSite = z
  .object({ id: Id, gridId: Id, place: plainText(60), opensAt: Planned, closesAt: Planned })
  .refine(({ opensAt, closesAt }) => Date.parse(closesAt) > Date.parse(opensAt), {
    path: ['closesAt'],
    message: '结束要晚于开始',
  })
export type RoundSite = z.infer<typeof RoundSite>

/** How a round is held again: like it, so many days later. */
export const RoundRepeat = z.object({
  /** 1: every day. */
  everyDays: z.number().int().min(1).max(7),
  /** The last civil day on which one may begin; null: until somebody stops it. */
  untilDay: CivilDay.nullable(),
})
export type RoundRepeat = z.infer<typeof RoundRepeat>

/** A roll that asks who was tested, held as a round of tests. Opened and closed as a roll is. */
export const Round = Roll.extend({
  method: RoundMethod,
  tubeSize: TubeSize,
  due: RollDue,
  /** The window in which people come; it can be extended. */
  startsAt: Instant,
  endsAt: Instant,
  /** To be named when it is changed: another's change meanwhile is refused. */
  revision: z.number().int(),
  sites: z.array(RoundSite),
  /** The next is opened by itself an hour before its window, and this one is closed then. */
  repeat: RoundRepeat.nullable(),
  /** The round that was opened as the next. */
  followedBy: Id.nullable(),
})
export type Round = z.infer<typeof Round>

const Window = { startsAt: Planned, endsAt: Planned }

/** The longest window. A week: who comes later comes to another round. */
export const LONGEST_ROUND_DAYS = 7

const isWindow = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
  Date.parse(endsAt) > Date.parse(startsAt) &&
  Date.parse(endsAt) - Date.parse(startsAt) <= LONGEST_ROUND_DAYS * 86_400_000
const WINDOW_WRONG = { path: ['endsAt'], message: `结束要晚于开始，最长${LONGEST_ROUND_DAYS}天` }

type Repeating = { startsAt: string; endsAt: string; repeat: RoundRepeat | null }
const endsBeforeTheNext = ({ startsAt, endsAt, repeat }: Repeating) =>
  repeat === null || Date.parse(endsAt) - Date.parse(startsAt) <= repeat.everyDays * 86_400_000
const REPEAT_WRONG = { path: ['repeat'], message: '下一轮开始时这一轮还没到时间，隔的天数要比一轮长' }

const Sites = z
  .array(RoundSite)
  .max(100, '最多100个采样点')
  .refine((sites) => new Set(sites.map(({ id }) => id)).size === sites.length, '同一个采样点写了两次')

/** The most doors that are listed by hand at once. */
export const LISTED_DOORS = 2000

/** Who a round for listed people is for: whole households by their doors, and whoever is missing in another round. */
export const RoundList = z
  .object({
    doors: z.array(plainText(80)).max(LISTED_DOORS, `一次最多${LISTED_DOORS}个门牌`),
    missingOf: Id.nullable(),
  })
  .refine(({ doors, missingOf }) => doors.length > 0 || missingOf !== null, {
    path: ['doors'],
    message: '请写明哪些门牌，或者选一轮',
  })
export type RoundList = z.infer<typeof RoundList>

export const openRound = endpoint({
  method: 'POST',
  path: '/api/rounds',
  summary: 'Open a round of tests: everybody in its grid is due, or the people on its list, whom alone it is shown to',
  who: ['grid-lead', 'command-post'],
  body: z
    .object({
      id: Id,
      title: plainText(40),
      gridId: Id.nullable(),
      method: RoundMethod,
      tubeSize: TubeSize,
      ...Window,
      sites: Sites.default([]),
      repeat: RoundRepeat.nullable().default(null),
      /** Null: everybody. */
      listed: RoundList.nullable().default(null),
    })
    .refine(isWindow, WINDOW_WRONG)
    .refine(endsBeforeTheNext, REPEAT_WRONG)
    .refine(({ repeat, listed }) => repeat === null || listed === null, {
      path: ['repeat'],
      message: '只给名单上的人开的一轮不能重复',
    }),
  reply: Round,
  errors: ['not-found', 'not-allowed', 'id-taken', 'not-valid'],
})

export const changeRound = endpoint({
  method: 'PATCH',
  path: '/api/rounds/:id',
  summary: 'Change the window, the sites and the repeating of a round',
  who: ['grid-lead', 'command-post'],
  params: IdParams,
  body: z
    .object({
      ...Window,
      sites: Sites,
      repeat: RoundRepeat.nullable(),
      revision: z.number().int().min(1).max(1_000_000),
    })
    .refine(isWindow, WINDOW_WRONG)
    .refine(endsBeforeTheNext, REPEAT_WRONG),
  reply: Round,
  errors: ['not-found', 'not-allowed', 'changed-meanwhile'],
})

export const readRound = endpoint({
  method: 'GET',
  path: '/api/rounds/:id',
  summary: 'A round with its sites',
  who: 'signed-in',
  params: IdParams,
  reply: Round,
  errors: ['not-found'],
})

export const listRounds = endpoint({
  method: 'GET',
  path: '/api/rounds',
  summary: 'Rounds of tests of the community, newest first',
  who: 'signed-in',
  reply: z.object({ rounds: z.array(Round) }),
})
