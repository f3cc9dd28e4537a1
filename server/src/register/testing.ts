import { exemption } from '../people/exemptions/tables.ts'
import { callAttempt, followUp } from '../people/follow-ups/tables.ts'
import { resultRow, testResult } from '../people/results/tables.ts'
import { round, roundDue, roundSite } from '../people/rounds/tables.ts'
import { sample, tube } from '../people/sampling/tables.ts'
import { register, type RegisteredTable } from '../registered-table.ts'

const tenant = { kind: 'tenant' } as const

export const TESTING_TABLES: readonly RegisteredTable[] = [
  register(round, {
    ...tenant,
    owner: 'people/rounds',
    neutral: [
      ...(['communityId', 'id', 'gridId', 'method', 'tubeSize', 'startsAt', 'endsAt', 'revision'] as const),
      ...(['repeatDays', 'repeatUntil', 'followedBy', 'retest'] as const),
    ],
  }),
  register(roundDue, {
    ...tenant,
    owner: 'people/rounds',
    row: ['people'],
    link: ['buildingId', 'householdId', 'residentId'],
    neutral: ['communityId', 'id', 'roundId', 'gridId', 'tubeId'],
  }),
  register(resultRow, {
    ...tenant,
    owner: 'people/results',
    row: ['tubeCode', 'digest', 'sheet', 'outcome', 'sampledAt', 'testedAt'],
    key: ['personSealed'],
    link: ['householdId', 'residentId', 'candidates', 'rejected', 'decidedBy'],
    neutral: [
      ...(['communityId', 'id', 'importId', 'line', 'at', 'state', 'tubeId'] as const),
      ...(['decidedAt', 'undoneAt'] as const),
    ],
  }),
  register(testResult, {
    ...tenant,
    owner: 'people/results',
    row: ['outcome', 'people', 'testedAt'],
    link: ['buildingId', 'householdId', 'residentId'],
    neutral: ['communityId', 'id', 'rowId', 'roundId', 'tubeId', 'sampleId', 'gridId'],
  }),
  register(roundSite, {
    ...tenant,
    owner: 'people/rounds',
    neutral: ['communityId', 'id', 'roundId', 'gridId', 'place', 'opensAt', 'closesAt'],
  }),
  register(tube, {
    ...tenant,
    owner: 'people/sampling',
    // Printed on a tube, it is how a laboratory names the people in it.
    row: ['code'],
    link: ['openedBy'],
    neutral: ['communityId', 'id', 'roundId', 'gridId', 'openedAt', 'receivedAt'],
  }),
  register(sample, {
    ...tenant,
    owner: 'people/sampling',
    row: ['people'],
    key: ['contactSealed'],
    link: ['buildingId', 'householdId', 'residentId', 'claimedHouseholdId', 'claimedResidentId', 'takenBy', 'undoneBy'],
    neutral: [
      ...(['communityId', 'id', 'roundId', 'tubeId', 'gridId', 'outsider'] as const),
      ...(['takenAt', 'receivedAt', 'late', 'undoneAt'] as const),
    ],
  }),
  register(exemption, {
    ...tenant,
    owner: 'people/exemptions',
    row: ['people', 'reason', 'fromDay', 'untilDay'],
    key: ['noteSealed'],
    link: ['householdId', 'buildingId', 'residentId', 'askedBy', 'decidedBy'],
    neutral: ['communityId', 'id', 'gridId', 'state', 'askedAt', 'decidedAt'],
  }),
  register(followUp, {
    ...tenant,
    owner: 'people/follow-ups',
    row: ['attempts'],
    link: ['householdId', 'buildingId', 'assignedTo', 'claimedBy'],
    neutral: [
      ...(['communityId', 'id', 'gridId', 'missingSince', 'openedAt', 'closedAt', 'testedBefore'] as const),
      ...(['nothingDone', 'toVisit', 'nextAt', 'claimedUntil'] as const),
    ],
  }),
  register(callAttempt, {
    ...tenant,
    owner: 'people/follow-ups',
    row: ['outcome'],
    key: ['noteSealed'],
    link: ['followUpId', 'householdId', 'buildingId', 'reportId', 'calledBy'],
    neutral: [
      ...(['communityId', 'id', 'gridId', 'kind', 'againMinutes', 'calledAt', 'receivedAt', 'undoneAt'] as const),
    ],
  }),
]
