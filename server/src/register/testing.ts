import { antigenKit, antigenPhoto, antigenTest } from '../people/antigen/tables.ts'
import { exemption } from '../people/exemptions/tables.ts'
import { callAttempt, followUp } from '../people/follow-ups/tables.ts'
import { reminder, subscriptionEntry } from '../people/reminders/tables.ts'
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
    followsHousehold: true,
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
    followsHousehold: true,
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
    followsHousehold: true,
    row: ['people'],
    key: ['contactSealed', 'decisionReasonSealed'],
    link: [
      ...(['buildingId', 'householdId', 'residentId', 'claimedHouseholdId', 'claimedResidentId'] as const),
      ...(['takenBy', 'undoneBy', 'decidedBy', 'retestedBy'] as const),
    ],
    neutral: [
      ...(['communityId', 'id', 'roundId', 'tubeId', 'gridId', 'outsider'] as const),
      ...(['takenAt', 'receivedAt', 'late', 'undoneAt', 'decision', 'decidedAt', 'retestedAt'] as const),
    ],
  }),
  register(exemption, {
    ...tenant,
    owner: 'people/exemptions',
    followsHousehold: true,
    row: ['people', 'reason', 'fromDay', 'untilDay'],
    key: ['noteSealed'],
    link: ['householdId', 'buildingId', 'residentId', 'askedBy', 'decidedBy', 'endedBy'],
    neutral: ['communityId', 'id', 'gridId', 'state', 'askedAt', 'decidedAt', 'endedAt'],
  }),
  register(followUp, {
    ...tenant,
    owner: 'people/follow-ups',
    followsHousehold: true,
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
    followsHousehold: true,
    row: ['outcome'],
    key: ['noteSealed'],
    link: ['followUpId', 'householdId', 'buildingId', 'reportId', 'calledBy'],
    neutral: [
      ...(['communityId', 'id', 'gridId', 'kind', 'againMinutes', 'calledAt', 'receivedAt', 'undoneAt'] as const),
    ],
  }),
  register(reminder, {
    ...tenant,
    owner: 'people/reminders',
    followsHousehold: true,
    link: ['householdId', 'buildingId', 'accountId', 'askedBy'],
    neutral: [
      ...(['communityId', 'id', 'batchId', 'rollId', 'gridId', 'kind', 'channel', 'templateId', 'state'] as const),
      ...(['attempts', 'unsure', 'problem', 'providerCode', 'askedAt', 'dueAt', 'nextAt', 'endedAt'] as const),
    ],
  }),
  register(subscriptionEntry, {
    ...tenant,
    owner: 'people/reminders',
    appendOnly: true,
    link: ['accountId'],
    neutral: ['communityId', 'id', 'templateId', 'reason', 'delta', 'reminderId', 'at'],
  }),
  register(antigenKit, {
    ...tenant,
    owner: 'people/antigen',
    followsHousehold: true,
    row: ['kits'],
    link: ['buildingId', 'householdId', 'claimedHouseholdId', 'handedBy', 'undoneBy'],
    neutral: ['communityId', 'id', 'roundId', 'gridId', 'handedAt', 'receivedAt', 'late', 'undoneAt'],
  }),
  register(antigenTest, {
    ...tenant,
    owner: 'people/antigen',
    followsHousehold: true,
    row: ['people', 'result', 'noPhoto', 'verdict'],
    link: ['buildingId', 'householdId', 'residentId', 'claimedResidentId', 'toldBy', 'checkedBy', 'undoneBy'],
    neutral: [
      ...(['communityId', 'id', 'roundId', 'gridId', 'source', 'photoAt'] as const),
      ...(['takenAt', 'receivedAt', 'late', 'checkedAt', 'undoneAt'] as const),
    ],
  }),
  register(antigenPhoto, {
    ...tenant,
    owner: 'people/antigen',
    followsHousehold: true,
    key: ['photoSealed'],
    link: ['buildingId', 'householdId'],
    neutral: ['communityId', 'id', 'roundId', 'gridId', 'kind', 'receivedAt', 'deletedAt'],
  }),
]
