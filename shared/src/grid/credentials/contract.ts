import { z } from 'zod'
import { LEDGER_ROLES, Role } from '../../actor.ts'
import { CivilDay, endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'

/** Volunteers carry within one grid; distribution staff on designated routes, between the grids they are named for. */
export const CarryingPost = z.enum(['volunteer', 'distribution'])
export type CarryingPost = z.infer<typeof CarryingPost>
export const CARRYING_POST_WORDS: Record<CarryingPost, string> = { volunteer: '志愿者', distribution: '配送专员' }

export const MOST_AREAS = 20

export const Training = z.object({ id: Id, post: CarryingPost, day: z.iso.date(), recordedByName: z.string() })
export type Training = z.infer<typeof Training>

export const Credential = z.object({
  id: Id,
  /** `2-0007`. */
  serial: z.string(),
  post: CarryingPost,
  /** Codes of the grids that it opens. */
  areas: z.array(z.string()),
  validFrom: z.iso.date(),
  validUntil: z.iso.date(),
  issuedByName: z.string(),
  issuedAt: Instant,
  revokedAt: Instant.nullable(),
  /** Why it was revoked. */
  reason: z.string(),
})
export type Credential = z.infer<typeof Credential>

/** Somebody who may carry, with what they were trained for and their newest credential. */
export const Carrier = z.object({
  accountId: Id,
  displayName: z.string(),
  posts: z.array(z.object({ role: Role, gridId: Id.nullable(), gridCode: z.string().nullable() })),
  /** Those that were not taken back, the newest first. */
  trainings: z.array(Training),
  credential: Credential.nullable(),
})
export type Carrier = z.infer<typeof Carrier>

export const listCredentials = endpoint({
  method: 'GET',
  path: '/api/credentials',
  summary: 'Who carries in my scope, what they were trained for, and the credential they have',
  who: LEDGER_ROLES,
  reply: z.object({
    carriers: z.array(Carrier),
    /** The civil day at the server. */
    today: z.iso.date(),
  }),
})

const ISSUERS = ['grid-lead', 'command-post'] as const satisfies readonly Role[]

export const recordTraining = endpoint({
  method: 'POST',
  path: '/api/trainings',
  summary: 'Record that somebody was trained for a post',
  who: ISSUERS,
  body: z.object({ id: Id, accountId: Id, post: CarryingPost, gridId: Id, day: CivilDay }),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'not-valid', 'id-taken'],
})

/**
 * For one that was recorded by mistake. The credential that was issued on it is revoked with it, as nothing vouches for its
 * holder any more, and with that their runs end; where another training for the post stands, a new one can be issued at once.
 */
export const takeBackTraining = endpoint({
  method: 'POST',
  path: '/api/trainings/:id/take-back',
  summary: 'Take back a training that was recorded by mistake, with the reason; its credential is revoked',
  who: ISSUERS,
  params: IdParams,
  body: z.object({ reason: plainText(100) }),
  reply: z.object({
    /** Of the credential that was revoked with it. */
    serial: z.string().nullable(),
  }),
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

/**
 * - `not-trained`: no training for this post is on record
 * - `already-there`: the person has a credential that holds; it is revoked first
 * - `not-valid`: a volunteer has one area; the holder has no post in an area
 */
export const issueCredential = endpoint({
  method: 'POST',
  path: '/api/credentials',
  summary: 'Issue a credential to somebody trained for the post, for an area in which they have one',
  who: ISSUERS,
  body: z.object({
    id: Id,
    accountId: Id,
    post: CarryingPost,
    gridIds: z.array(Id).min(1).max(MOST_AREAS),
    validFrom: CivilDay,
    validUntil: CivilDay,
  }),
  reply: Credential,
  errors: ['not-found', 'not-allowed', 'not-valid', 'id-taken', 'already-there', 'not-trained'],
})

export const revokeCredential = endpoint({
  method: 'POST',
  path: '/api/credentials/:id/revoke',
  summary: 'Revoke a credential, with the reason',
  who: ISSUERS,
  params: IdParams,
  body: z.object({ reason: plainText(100) }),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

export const MOST_CARDS = 200

export const printCredentials = endpoint({
  method: 'POST',
  path: '/api/credentials/print',
  summary: 'Credentials as cards on A4, eight a page, to be cut and carried; audited',
  who: ISSUERS,
  rate: 'export',
  body: z.object({ ids: z.array(Id).min(1).max(MOST_CARDS) }),
  reply: z.unknown(),
  kind: 'file',
  errors: ['not-found', 'not-allowed', 'nothing-to-print'],
})

/** A credential as its holder shows it: a code for each grid that it opens, each of which opens that grid alone. */
export const ShownCredential = Credential.omit({ issuedByName: true }).extend({
  displayName: z.string(),
  village: z.string(),
  codes: z.array(z.object({ gridCode: z.string(), digits: z.string() })),
})
export type ShownCredential = z.infer<typeof ShownCredential>

export const ownCredential = endpoint({
  method: 'GET',
  path: '/api/own/credential',
  summary: 'The credential that I carry, with the codes to show; the newest, also when it was revoked',
  who: ['volunteer', 'guard', 'hub-household', ...LEDGER_ROLES],
  reply: z.object({ credential: ShownCredential.nullable(), today: z.iso.date() }),
})
