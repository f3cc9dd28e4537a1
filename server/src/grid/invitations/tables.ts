import type { Post } from '@gezhong/shared/grid/team/policy'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const staffInvitation = pgTable('staff_invitation', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  displayName: text('display_name').notNull(),
  role: text('role').$type<Post>().notNull(),
  gridId: uuid('grid_id'),
  postUntil: instant('post_until'),
  tokenDigest: text('token_digest').notNull(),
  invitedBy: uuid('invited_by').notNull(),
  invitedAt: instant('invited_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  acceptedAt: instant('accepted_at'),
  acceptedBy: uuid('accepted_by'),
  revokedAt: instant('revoked_at'),
})
