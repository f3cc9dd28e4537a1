import { alert } from '../audit/alerts/tables.ts'
import { auditEntry, auditLink, auditSeal } from '../audit/tables.ts'
import {
  account,
  demoIdentity,
  idempotency,
  liveDirty,
  migration,
  passwordSignIn,
  session,
  tenancy,
} from '../database/tables.ts'
import { register, type RegisteredTable } from '../registered-table.ts'

const local = { kind: 'local' } as const
const tenant = { kind: 'tenant' } as const

export const KERNEL_TABLES: readonly RegisteredTable[] = [
  register(tenancy, { ...local, owner: 'database', neutral: ['communityId'] }),
  register(account, {
    ...local,
    owner: 'grid/identity',
    row: ['displayName'],
    link: ['id'],
    neutral: ['createdAt', 'deletedAt'],
  }),
  register(passwordSignIn, {
    ...local,
    owner: 'grid/identity',
    row: ['name', 'hash'],
    link: ['accountId'],
    neutral: ['communityId', 'changedAt'],
  }),
  register(demoIdentity, {
    ...local,
    owner: 'demo',
    row: ['name', 'place'],
    link: ['accountId'],
    neutral: ['communityId', 'role', 'position'],
  }),
  register(session, {
    ...local,
    owner: 'http',
    row: ['device'],
    link: ['accountId'],
    neutral: [
      ...(['id', 'communityId', 'createdAt', 'expiresAt', 'revokedAt', 'page', 'usedAt'] as const),
      ...(['refreshDigest', 'refreshUsedDigest', 'refreshedAt', 'secondFactor'] as const),
    ],
  }),
  register(idempotency, {
    ...local,
    owner: 'http',
    // The answer given, under the data key ring; it is forgotten after a day.
    row: ['replySealed', 'requestDigest'],
    link: ['accountId'],
    neutral: ['key', 'communityId', 'status', 'expiresAt'],
  }),
  register(liveDirty, { ...local, owner: 'live', neutral: ['id', 'communityId', 'gridId', 'rollId', 'topic'] }),
  register(migration, { ...local, owner: 'database', neutral: ['name', 'digest', 'appliedAt'] }),
  register(auditEntry, {
    ...tenant,
    owner: 'audit',
    appendOnly: true,
    key: ['detailSealed'],
    link: ['accountId', 'subjectId'],
    neutral: ['communityId', 'id', 'at', 'action'],
  }),
  register(auditSeal, {
    ...tenant,
    owner: 'audit',
    appendOnly: true,
    neutral: ['communityId', 'sealNo', 'entries', 'digest', 'previousDigest', 'signature', 'sealedAt'],
  }),
  register(auditLink, {
    ...tenant,
    owner: 'audit',
    appendOnly: true,
    neutral: ['communityId', 'entryId', 'sealNo', 'position'],
  }),
  register(alert, {
    ...tenant,
    owner: 'audit/alerts',
    link: ['accountId', 'seenBy'],
    neutral: ['communityId', 'id', 'kind', 'count', 'raisedAt', 'seenAt'],
  }),
]
