import { z } from 'zod'
import { LEDGER_ROLES, STAFF_ROLES } from '../../actor.ts'
import { MAX_PHONES } from '../max-phones.ts'
import { endpoint, Id, IdParams, Instant, Nothing, PageQuery, pageOf, QueryFlag } from '../../endpoint.ts'
import { optionalText, plainText } from '../../plain-text.ts'
import { ExportReason } from '../../export-reason.ts'
import { ChildNeed, NamedChild, refuseWronglyNamed } from './child-names.ts'

export const Occupancy = z.enum(['occupied', 'vacant', 'sealed', 'away'])
export type Occupancy = z.infer<typeof Occupancy>
export const OCCUPANCY_WORDS: Record<Occupancy, string> = {
  occupied: '在住',
  vacant: '空房',
  sealed: '封存',
  away: '外出',
}

/** Who is asked at all: of the others nobody is expected to report. */
export const isExpected = (occupancy: Occupancy): boolean => occupancy === 'occupied'

/** Characters of a household's note. */
export const NOTE_MAX_LENGTH = 200

const Reason = plainText(200, { lines: true, missing: '请写原因' })
/** The revision the editor saw; another one in the database is refused as `changed-meanwhile`. */
const Revision = z.number().int().min(1)

export const Building = z.object({
  id: Id,
  gridId: Id,
  gridCode: z.string(),
  /** Canonical door of the building: a household's door without unit, floor, room. */
  door: z.string(),
  /** 19 characters, land parcel code. */
  parcelCode: z.string().nullable(),
  /** 28 characters, real estate unit code. */
  unitCode: z.string().nullable(),
  floors: z.number().int().nullable(),
  structure: z.string().nullable(),
  /** Square metres. */
  floorArea: z.number().nullable(),
  responsibleAccountId: Id.nullable(),
  responsibleName: z.string().nullable(),
  households: z.number().int(),
  people: z.number().int(),
  revision: z.number().int(),
})
export type Building = z.infer<typeof Building>

export const Household = z.object({
  id: Id,
  buildingId: Id,
  gridId: Id,
  gridCode: z.string(),
  /** The DoorKey, unique within the community. */
  door: z.string(),
  /** People who live here as surveyed; null while unknown. */
  headcount: z.number().int().nullable(),
  /** Masked (`188····3570`); the full number only through `revealPhone`. */
  phonesMasked: z.array(z.string()),
  occupancy: Occupancy,
  priority: z.boolean(),
  /** Free text for workers, such as `有孕妇`. */
  note: z.string(),
  residents: z.number().int(),
  revision: z.number().int(),
})
export type Household = z.infer<typeof Household>

/** A child is under 14. */
export const AgeGroup = z.enum(['adult', 'child'])
export type AgeGroup = z.infer<typeof AgeGroup>

export const Resident = z.object({
  id: Id,
  /** Null only for a child: children under 14 are counted, not named, unless needed (个人信息保护法 art. 31). */
  name: z.string().nullable(),
  ageGroup: AgeGroup,
  /** Of a child with a name: what for, and the guardian who agreed, in words. */
  namedFor: ChildNeed.nullable(),
  guardian: z.string(),
  note: z.string(),
  revision: z.number().int(),
})
export type Resident = z.infer<typeof Resident>

export const listBuildings = endpoint({
  method: 'GET',
  path: '/api/buildings',
  summary: 'Buildings of my scope; with unassigned=true the ones nobody is responsible for',
  who: STAFF_ROLES,
  query: PageQuery.extend({ grid: Id.optional(), unassigned: QueryFlag.optional(), q: z.string().max(40).optional() }),
  reply: pageOf(Building),
})

/** A building as it lies on the map. */
export const BuildingOutline = z.object({
  id: Id,
  gridId: Id,
  door: z.string(),
  /** WGS84 ring as [longitude, latitude] pairs, to a tenth of a metre. */
  outline: z.array(z.tuple([z.number(), z.number()])),
})
export type BuildingOutline = z.infer<typeof BuildingOutline>

export const buildingOutlines = endpoint({
  method: 'GET',
  path: '/api/buildings/outlines',
  summary: 'The surveyed outlines of the buildings of my scope, for the map; too many are refused: ask grid by grid',
  who: STAFF_ROLES,
  query: z.object({ grid: Id.optional() }),
  reply: z.object({ buildings: z.array(BuildingOutline) }),
  errors: ['too-large'],
})

export const createBuilding = endpoint({
  method: 'POST',
  path: '/api/buildings',
  summary: 'Add a building to a grid',
  who: LEDGER_ROLES,
  body: z.object({ id: Id, gridId: Id, door: z.string().trim().min(1).max(80), reason: Reason }),
  reply: Building,
  errors: ['not-found', 'not-valid', 'already-there', 'id-taken'],
})

export const assignBuildings = endpoint({
  method: 'POST',
  path: '/api/buildings/assign',
  summary: 'Give buildings to one responsible person, or to nobody',
  who: ['grid-lead', 'command-post'],
  body: z.object({ buildingIds: z.array(Id).min(1).max(500), accountId: Id.nullable(), reason: Reason }),
  reply: z.object({ assigned: z.number().int(), changeIds: z.array(Id) }),
  errors: ['not-found', 'not-allowed'],
})

export const listHouseholds = endpoint({
  method: 'GET',
  path: '/api/households',
  summary: 'Households of my scope, in order of door',
  who: STAFF_ROLES,
  query: PageQuery.extend({
    grid: Id.optional(),
    building: Id.optional(),
    q: z.string().max(40).optional(),
    occupancy: Occupancy.optional(),
    priority: QueryFlag.optional(),
    noPhone: QueryFlag.optional(),
    sort: z.enum(['door', '-door', 'headcount', '-headcount']).default('door'),
  }),
  reply: pageOf(Household),
})

export const exportHouseholds = endpoint({
  method: 'POST',
  path: '/api/households/export',
  summary: 'The same list as xlsx, phones masked; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  query: z.object({ grid: Id.optional(), q: z.string().max(40).optional(), occupancy: Occupancy.optional() }),
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-valid', 'too-large'],
})

export const readHousehold = endpoint({
  method: 'GET',
  path: '/api/households/:id',
  summary: 'One household with its residents',
  who: 'signed-in',
  params: IdParams,
  reply: Household.extend({ people: z.array(Resident) }),
  errors: ['not-found'],
})

export const createHousehold = endpoint({
  method: 'POST',
  path: '/api/households',
  summary: 'Add a household at a door; its building is found by the door or made',
  who: LEDGER_ROLES,
  body: z.object({
    id: Id,
    gridId: Id,
    door: z.string().trim().min(1).max(80),
    headcount: z.number().int().min(0).max(500).nullable(),
    phones: z.array(z.string().max(20)).max(MAX_PHONES).default([]),
    reason: Reason,
  }),
  reply: Household,
  errors: ['not-found', 'not-valid', 'already-there', 'id-taken'],
})

export const editHousehold = endpoint({
  method: 'PATCH',
  path: '/api/households/:id',
  summary: 'Correct a household; only what is sent changes',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({
    headcount: z.number().int().min(0).max(500).nullable().optional(),
    phones: z.array(z.string().max(20)).max(MAX_PHONES).optional(),
    occupancy: Occupancy.optional(),
    priority: z.boolean().optional(),
    note: optionalText(NOTE_MAX_LENGTH, { lines: true }).optional(),
    revision: Revision,
    reason: Reason,
  }),
  reply: Household,
  errors: ['not-found', 'not-valid', 'changed-meanwhile'],
})

export const revealPhone = endpoint({
  method: 'POST',
  path: '/api/households/:id/phone',
  summary: 'The full phone numbers of a household, for dialling; each reveal is audited',
  who: STAFF_ROLES,
  rate: 'reveal',
  params: IdParams,
  body: z.object({ purpose: z.enum(['dial', 'edit']) }),
  reply: z.object({ phones: z.array(z.string()) }),
  errors: ['not-found', 'too-many-reveals'],
  replayed: false,
})

export const addResident = endpoint({
  method: 'POST',
  path: '/api/households/:id/residents',
  summary: 'Add a person to a household: an adult by name, a child without; with one only where a guardian agreed',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z
    .object({
      id: Id,
      name: plainText(40).nullable(),
      ageGroup: Resident.shape.ageGroup,
      child: NamedChild.nullable().default(null),
      note: optionalText(200, { lines: true }).default(''),
      reason: Reason,
    })
    .superRefine(refuseWronglyNamed),
  reply: Resident,
  errors: ['not-found', 'id-taken'],
})

export const removeResident = endpoint({
  method: 'DELETE',
  path: '/api/residents/:id',
  summary: 'Take a person off a household; the history keeps it and it can be undone',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ reason: Reason }),
  reply: Nothing,
  errors: ['not-found'],
})

export const LedgerSubject = z.enum(['building', 'household', 'resident'])
export type LedgerSubject = z.infer<typeof LedgerSubject>

/** One change of the ledger: who, when, why, and what it was before. Undo is another change that points back. */
export const LedgerChange = z.object({
  id: Id,
  subject: LedgerSubject,
  subjectId: Id,
  /** The door it is about, for people. */
  door: z.string(),
  action: z.enum(['created', 'edited', 'removed', 'undone']),
  /** Field by field, in words and masked: what it was and what it became. */
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  reason: z.string(),
  byName: z.string(),
  at: Instant,
  undoesId: Id.nullable(),
  undoneById: Id.nullable(),
  importId: Id.nullable(),
})
export type LedgerChange = z.infer<typeof LedgerChange>

export const listChanges = endpoint({
  method: 'GET',
  path: '/api/ledger/changes',
  summary: 'History of the ledger in my scope, newest first; by subject when given',
  who: LEDGER_ROLES,
  query: PageQuery.extend({ subjectId: Id.optional() }),
  reply: pageOf(LedgerChange),
})

export const undoChange = endpoint({
  method: 'POST',
  path: '/api/ledger/changes/:id/undo',
  summary: 'Undo one change by a new one; refused with its reason when something later depends on it',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ reason: Reason }),
  reply: LedgerChange,
  errors: ['not-found', 'undo-blocked', 'already-undone'],
})
