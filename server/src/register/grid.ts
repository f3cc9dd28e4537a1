import { credential, training } from '../grid/credentials/tables.ts'
import { signingKey } from '../grid/signing-keys/tables.ts'
import { community, grid } from '../grid/communities/tables.ts'
import { wechatSignIn } from '../grid/identity/tables.ts'
import { staffInvitation } from '../grid/invitations/tables.ts'
import { secondFactor } from '../grid/second-factor/tables.ts'
import { roleGrant } from '../grid/team/tables.ts'
import { register, type RegisteredTable } from '../registered-table.ts'

const local = { kind: 'local' } as const
const tenant = { kind: 'tenant' } as const

export const GRID_TABLES: readonly RegisteredTable[] = [
  register(community, {
    ...tenant,
    owner: 'grid/communities',
    row: ['officePhone'],
    neutral: ['communityId', 'name', 'placeNames', 'areaCode', 'zoneStatus', 'officePlace', 'createdAt'],
  }),
  register(grid, {
    ...tenant,
    owner: 'grid/communities',
    neutral: ['communityId', 'id', 'parentId', 'level', 'code', 'name', 'outline', 'retiredAt', 'createdAt'],
  }),
  register(roleGrant, {
    ...tenant,
    owner: 'grid/team',
    link: ['accountId', 'householdId'],
    neutral: [
      'communityId',
      'id',
      'role',
      'gridId',
      'validFrom',
      'validUntil',
      'revokedAt',
      'proxy',
      'cameBy',
      'householdGridId',
    ],
  }),
  register(signingKey, {
    ...tenant,
    owner: 'grid/signing-keys',
    // A backup without the community's key signs nothing.
    key: ['privateSealed'],
    neutral: ['communityId', 'number', 'publicKey', 'madeAt', 'withdrawnAt'],
  }),
  register(training, {
    ...tenant,
    owner: 'grid/credentials',
    key: ['takeBackReasonSealed'],
    link: ['accountId', 'recordedBy', 'takenBackBy'],
    neutral: ['communityId', 'id', 'post', 'gridId', 'day', 'recordedAt', 'takenBackAt'],
  }),
  register(credential, {
    ...tenant,
    owner: 'grid/credentials',
    row: ['serial', 'codeSerial'],
    key: ['revokeReasonSealed'],
    link: ['accountId', 'issuedBy', 'revokedBy'],
    neutral: [
      ...(['communityId', 'id', 'post', 'trainingId', 'gridId', 'areaIds', 'topGridId', 'number'] as const),
      ...(['validFrom', 'validUntil', 'issuedAt', 'revokedAt'] as const),
    ],
  }),
  register(secondFactor, {
    ...tenant,
    owner: 'grid/second-factor',
    row: ['secretSealed', 'pendingSealed', 'recoveryDigests'],
    link: ['accountId'],
    neutral: ['communityId', 'confirmedAt', 'lastStep', 'wrongTries', 'triesSince'],
  }),
  register(staffInvitation, {
    ...tenant,
    owner: 'grid/invitations',
    row: ['displayName', 'tokenDigest'],
    link: ['invitedBy', 'acceptedBy'],
    neutral: [
      ...(['communityId', 'id', 'role', 'gridId', 'postUntil', 'invitedAt', 'expiresAt', 'acceptedAt'] as const),
      ...(['revokedAt'] as const),
    ],
  }),
  register(wechatSignIn, {
    ...local,
    owner: 'grid/identity',
    row: ['openIndex'],
    key: ['openSealed'],
    link: ['accountId'],
    neutral: ['communityId', 'boundAt'],
  }),
]
