import { agreement } from '../people/agreements/tables.ts'
import { chain, paste, pasteUndo } from '../people/chain/tables.ts'
import { correction } from '../people/corrections/tables.ts'
import { homeRequest } from '../people/homes/tables.ts'
import { importBatch, importSlice } from '../people/import/tables.ts'
import { building, household, ledgerChange, resident } from '../people/ledger/tables.ts'
import { difference } from '../people/reconciliation/tables.ts'
import { report } from '../people/reports/tables.ts'
import { phoneSignIn, provenDevice, smsCode } from '../people/resident-sign-in/tables.ts'
import { slip, slipTry } from '../people/slips/tables.ts'
import { roll, rollCount, standing } from '../people/rolls/tables.ts'
import { register, type RegisteredTable } from '../registered-table.ts'

const local = { kind: 'local' } as const
const tenant = { kind: 'tenant' } as const

export const PEOPLE_TABLES: readonly RegisteredTable[] = [
  register(building, {
    ...tenant,
    owner: 'people/ledger',
    row: ['door', 'doorOrder', 'parcelCode', 'unitCode', 'footprint'],
    link: ['id', 'responsibleAccountId'],
    neutral: [
      ...(['communityId', 'gridId', 'floors', 'structure', 'landArea', 'footprintArea', 'floorArea'] as const),
      ...(['removedAt', 'revision', 'createdAt'] as const),
    ],
  }),
  register(household, {
    ...tenant,
    owner: 'people/ledger',
    row: [
      'door',
      'doorOrder',
      'plainDoor',
      'headcount',
      'phonesSealed',
      'phoneIndexes',
      'occupancy',
      'priority',
      'note',
    ],
    link: ['id', 'buildingId'],
    neutral: ['communityId', 'gridId', 'removedAt', 'revision', 'createdAt'],
  }),
  register(resident, {
    ...tenant,
    owner: 'people/ledger',
    row: ['nameSealed', 'ageGroup', 'note', 'namedFor', 'guardianSealed'],
    link: ['id', 'householdId', 'buildingId'],
    neutral: ['communityId', 'gridId', 'removedAt', 'revision', 'createdAt'],
  }),
  register(ledgerChange, {
    ...tenant,
    owner: 'people/ledger',
    appendOnly: true,
    key: ['contentSealed'],
    link: ['subjectId', 'buildingId', 'householdId', 'accountId'],
    neutral: ['communityId', 'id', 'subject', 'gridId', 'action', 'revision', 'undoesId', 'importId', 'at'],
  }),
  register(smsCode, {
    ...local,
    owner: 'people/resident-sign-in',
    row: ['phoneIndex', 'addressIndex', 'deviceIndex', 'codeDigest'],
    neutral: ['id', 'communityId', 'tries', 'sentAt', 'expiresAt', 'usedAt'],
  }),
  register(phoneSignIn, {
    ...local,
    owner: 'people/resident-sign-in',
    row: ['phoneSealed', 'phoneIndex'],
    link: ['accountId'],
    neutral: ['communityId', 'verifiedAt'],
  }),
  register(provenDevice, {
    ...local,
    owner: 'people/resident-sign-in',
    row: ['deviceIndex'],
    link: ['accountId'],
    neutral: ['communityId', 'provenAt'],
  }),
  register(homeRequest, {
    ...tenant,
    owner: 'people/homes',
    row: ['phoneSealed'],
    key: ['doorSealed'],
    link: ['accountId', 'householdId', 'decidedBy'],
    neutral: ['communityId', 'id', 'gridId', 'state', 'askedAt', 'decidedAt', 'proxy'],
  }),
  register(agreement, {
    ...tenant,
    owner: 'people/agreements',
    appendOnly: true,
    link: ['accountId'],
    neutral: ['communityId', 'kind', 'turn', 'version', 'answer', 'via', 'at'],
  }),
  register(correction, {
    ...tenant,
    owner: 'people/corrections',
    key: ['textSealed', 'reasonSealed'],
    link: ['accountId', 'householdId', 'takenBy', 'decidedBy'],
    neutral: ['communityId', 'id', 'gridId', 'about', 'state', 'askedAt', 'decidedAt'],
  }),
  register(slip, {
    ...tenant,
    owner: 'people/slips',
    row: ['codeDigest'],
    link: ['householdId', 'accountId', 'madeBy'],
    neutral: ['communityId', 'id', 'gridId', 'madeAt', 'expiresAt', 'usedAt', 'revokedAt'],
  }),
  register(slipTry, {
    ...local,
    owner: 'people/slips',
    row: ['addressIndex', 'deviceIndex'],
    neutral: ['id', 'communityId', 'triedAt'],
  }),
  register(roll, {
    ...tenant,
    owner: 'people/rolls',
    neutral: ['communityId', 'id', 'title', 'question', 'gridId', 'state', 'openedAt', 'closedAt', 'due'],
    link: ['openedBy'],
  }),
  register(standing, {
    ...tenant,
    owner: 'people/rolls',
    row: ['reported', 'state'],
    link: ['householdId', 'buildingId', 'reportId'],
    neutral: ['communityId', 'rollId', 'gridId', 'reportedAt'],
  }),
  register(rollCount, {
    ...tenant,
    owner: 'people/rolls',
    neutral: [
      ...(['communityId', 'rollId', 'gridId', 'households', 'reported', 'differs', 'missing', 'excused'] as const),
      ...(['expectedPeople', 'reportedPeople', 'excusedPeople', 'missingPeople', 'revision'] as const),
    ],
  }),
  register(chain, {
    ...tenant,
    owner: 'people/chain',
    neutral: ['communityId', 'rollId', 'gridId', 'pastes', 'pastedAt', 'pasteId'],
  }),
  register(paste, {
    ...tenant,
    owner: 'people/chain',
    appendOnly: true,
    key: ['textSealed', 'beforeSealed'],
    link: ['accountId'],
    neutral: [
      ...(['communityId', 'id', 'rollId', 'gridId', 'at', 'previousId'] as const),
      ...(['added', 'changed', 'gone', 'same', 'reworded', 'goneDropped'] as const),
    ],
  }),
  register(pasteUndo, {
    ...tenant,
    owner: 'people/chain',
    appendOnly: true,
    link: ['accountId'],
    neutral: ['communityId', 'pasteId', 'rollId', 'gridId', 'at'],
  }),
  register(report, {
    ...tenant,
    owner: 'people/reports',
    row: ['door', 'doorCandidates', 'headcount', 'chosenHeadcount', 'phonesSealed', 'phoneIndexes', 'plainDoor'],
    key: ['textSealed', 'fixSealed', 'remarkSealed'],
    link: ['id', 'buildingId', 'householdId', 'chosenHouseholdId', 'candidateIds', 'rejectedHouseholdIds', 'accountId'],
    neutral: [
      ...([
        'communityId',
        'rollId',
        'gridId',
        'source',
        'state',
        'chainGridId',
        'lineKey',
        'position',
        'line',
      ] as const),
      ...(['lineIndex', 'intent', 'isCorrection', 'confidence', 'reasons', 'verdictReasons', 'verdict'] as const),
      ...(['dismissed', 'saidAt', 'spokenAt'] as const),
    ],
  }),
  register(difference, {
    ...tenant,
    owner: 'people/reconciliation',
    key: ['decisionSealed'],
    link: ['buildingId', 'householdId', 'reportId', 'ownerAccountId', 'decidedBy'],
    neutral: [
      ...(['communityId', 'id', 'rollId', 'gridId', 'kind', 'state', 'dueAt', 'openedAt', 'decision'] as const),
      ...(['decidedAt', 'changeIds', 'revision', 'sampled'] as const),
    ],
  }),
  register(importBatch, {
    ...tenant,
    owner: 'people/import',
    // A file’s name, its headings and what was wrong with it may quote a person.
    row: ['fileName', 'sheets', 'problem'],
    key: ['tablesSealed'],
    link: ['accountId'],
    neutral: [
      ...(['communityId', 'id', 'kind', 'state', 'done', 'total', 'good', 'rejected', 'warned'] as const),
      ...(['numbers', 'createdAt'] as const),
    ],
  }),
  register(importSlice, {
    ...tenant,
    owner: 'people/import',
    key: ['rowsSealed'],
    neutral: ['communityId', 'batchId', 'sliceNo', 'good', 'rejected'],
  }),
]
