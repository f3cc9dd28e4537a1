import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { TubeFilter } from '../sampling/contract.ts'

/** A sample in a tube: whose it is, as far as one may see it. */
export const TubePerson = z.object({
  id: Id,
  /** Null for somebody from elsewhere, for one who waits to be placed, and for a household out of one's scope. */
  door: z.string().nullable(),
  nameMasked: z.string().nullable(),
  people: z.number().int(),
  outsider: z.boolean(),
  unplaced: z.boolean(),
  takenAt: Instant,
  late: z.boolean(),
})
export type TubePerson = z.infer<typeof TubePerson>

export const tubePeople = endpoint({
  method: 'GET',
  path: '/api/tubes/:id/people',
  summary: 'Who is in a tube, in the order in which they were swabbed',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ samples: z.array(TubePerson) }),
  errors: ['not-found'],
})

export const exportTubes = endpoint({
  method: 'POST',
  path: '/api/rounds/:id/tubes/export',
  summary: 'The list of tubes as xlsx; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  params: IdParams,
  query: TubeFilter,
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-valid', 'too-large'],
})

export const exportSamples = endpoint({
  method: 'POST',
  path: '/api/rounds/:id/samples/export',
  summary: 'The samples tube by tube as xlsx, names masked; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  params: IdParams,
  query: z.object({ grid: Id.optional() }),
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-valid', 'too-large'],
})
