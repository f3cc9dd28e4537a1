import type { Invitation } from '@gezhong/shared/grid/invitations/contract'
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { account, passwordSignIn } from '../../database/tables.ts'
import { staffInvitation } from './tables.ts'

export type InvitationRow = typeof staffInvitation.$inferSelect

interface OpenRow extends Record<string, unknown> {
  id: string
  display_name: string
  role: Invitation['role']
  grid_id: string | null
  grid_code: string | null
  post_until: Date | null
  by_name: string
  invited_at: Date
  expires_at: Date
}

/** Whoever invites from the server's command line has no account. */
const SERVER_KEEPER = '管服务器的人'

const iso = (at: Date) => new Date(at).toISOString()

async function readWhere(db: Db, communityId: string, condition: SQL): Promise<Invitation[]> {
  const { rows } = await db.execute<OpenRow>(sql`
    SELECT staff_invitation.id, staff_invitation.display_name, staff_invitation.role, staff_invitation.grid_id,
      grid.code AS grid_code, staff_invitation.post_until, coalesce(account.display_name, ${SERVER_KEEPER}) AS by_name,
      staff_invitation.invited_at, staff_invitation.expires_at
    FROM staff_invitation
    LEFT JOIN account ON account.id = staff_invitation.invited_by
    LEFT JOIN grid ON grid.community_id = staff_invitation.community_id AND grid.id = staff_invitation.grid_id
    WHERE staff_invitation.community_id = ${communityId} AND staff_invitation.accepted_at IS NULL
      AND staff_invitation.revoked_at IS NULL AND ${condition}
    ORDER BY staff_invitation.invited_at DESC, staff_invitation.id LIMIT 500`)
  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    role: row.role,
    gridId: row.grid_id,
    gridCode: row.grid_code,
    until: row.post_until === null ? null : iso(row.post_until),
    byName: row.by_name,
    invitedAt: iso(row.invited_at),
    expiresAt: iso(row.expires_at),
  }))
}

export const readOpen = (db: Db, communityId: string): Promise<Invitation[]> => readWhere(db, communityId, sql`true`)

export async function findOpen(db: Db, communityId: string, id: string): Promise<Invitation | undefined> {
  return (await readWhere(db, communityId, sql`staff_invitation.id = ${id}`))[0]
}

export async function addInvitation(db: Db, row: typeof staffInvitation.$inferInsert): Promise<void> {
  await db.insert(staffInvitation).values(row)
}

const open = (communityId: string) =>
  and(
    eq(staffInvitation.communityId, communityId),
    isNull(staffInvitation.acceptedAt),
    isNull(staffInvitation.revokedAt),
  )

type Change = Partial<Pick<InvitationRow, 'tokenDigest' | 'expiresAt' | 'revokedAt' | 'invitedBy'>>

export async function changeOpen(db: Db, communityId: string, id: string, change: Change): Promise<boolean> {
  const changed = await db
    .update(staffInvitation)
    .set(change)
    .where(and(open(communityId), eq(staffInvitation.id, id)))
    .returning({ id: staffInvitation.id })
  return changed.length === 1
}

export async function findByToken(db: Db, communityId: string, digest: string, now: Date) {
  const [row] = await db
    .select()
    .from(staffInvitation)
    .where(and(open(communityId), eq(staffInvitation.tokenDigest, digest), sql`expires_at > ${now}`))
  return row
}

/** Of several who bring the same link at once, one. */
export async function takeInvitation(db: Db, communityId: string, digest: string, by: string, now: Date) {
  const [row] = await db
    .update(staffInvitation)
    .set({ acceptedAt: now, acceptedBy: by })
    .where(and(open(communityId), eq(staffInvitation.tokenDigest, digest), sql`expires_at > ${now}`))
    .returning()
  return row
}

export async function nameOf(db: Db, accountId: string): Promise<string> {
  const [row] = await db.select().from(account).where(eq(account.id, accountId))
  return row?.displayName ?? SERVER_KEEPER
}

export async function addNamedAccount(db: Db, id: string, displayName: string, now: Date): Promise<void> {
  await db.insert(account).values({ id, displayName, createdAt: now })
}

/** A person of the staff is called as they were invited, not as the phone they once signed in with. */
export async function renameAccount(db: Db, id: string, displayName: string): Promise<void> {
  await db.update(account).set({ displayName }).where(eq(account.id, id))
}

export async function hasPost(db: Db, communityId: string, accountId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    SELECT 1 FROM role_grant WHERE community_id = ${communityId} AND account_id = ${accountId}
      AND role <> 'resident' AND revoked_at IS NULL LIMIT 1`)
  return rows.length > 0
}

/** False when another signs in with this name already. */
export async function addPassword(db: Db, row: typeof passwordSignIn.$inferInsert): Promise<boolean> {
  const added = await db
    .insert(passwordSignIn)
    .values(row)
    .onConflictDoNothing({ target: passwordSignIn.name })
    .returning({ id: passwordSignIn.accountId })
  return added.length === 1
}

/** The name somebody was invited by; who took which post stays. */
export async function forgetInvited(db: Db, communityId: string, accountId: string, name: string): Promise<void> {
  await db
    .update(staffInvitation)
    .set({ displayName: name })
    .where(and(eq(staffInvitation.communityId, communityId), eq(staffInvitation.acceptedBy, accountId)))
}
