import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '../database/pool.ts'
import { auditLink, auditSeal } from './tables.ts'

/*
 * Seals the audit log: every batch of new entries gets a digest over the entries and the seal before it, signed by a
 * key that is not in the database. Whoever changes, removes or inserts an entry breaks the chain from there on; whoever
 * recomputes the chain cannot sign it. Digests are over ciphertext, so destroying a community's key keeps the proof.
 */

const BATCH = 500
/** An entry can become visible this long after its time, as its transaction may run so long. Minutes. */
const SLOWEST_MINUTES = 10

interface EntryRow extends Record<string, unknown> {
  id: string
  at: Date
  account_id: string | null
  action: string
  subject_id: string | null
  detail_sealed: Buffer | null
}

const GENESIS = Buffer.alloc(32)

export class Signer {
  readonly #private: KeyObject
  readonly #public: KeyObject

  constructor(pkcs8: Buffer) {
    this.#private = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    this.#public = createPublicKey(this.#private)
  }

  sign(digest: Buffer): Buffer {
    return sign(null, digest, this.#private)
  }

  verifies(digest: Buffer, signature: Buffer): boolean {
    return verify(null, digest, this.#public, signature)
  }
}

function digestOf(communityId: string, sealNo: number, previous: Buffer, entries: readonly EntryRow[]): Buffer {
  const hash = createHash('sha256').update(`${communityId} ${sealNo}\n`).update(previous)
  for (const entry of entries) {
    const fields = [entry.id, new Date(entry.at).toISOString(), entry.account_id, entry.action, entry.subject_id]
    hash.update(JSON.stringify(fields))
    hash.update(
      createHash('sha256')
        .update(entry.detail_sealed ?? Buffer.alloc(0))
        .digest(),
    )
  }
  return hash.digest()
}

export async function lastSeal(db: Db, communityId: string) {
  const { rows } = await db.execute<{ seal_no: string; digest: Buffer }>(sql`
    SELECT seal_no, digest FROM audit_seal WHERE community_id = ${communityId} ORDER BY seal_no DESC LIMIT 1`)
  const row = rows[0]
  return row === undefined ? { sealNo: 0, digest: GENESIS } : { sealNo: Number(row.seal_no), digest: row.digest }
}

export async function readSealDigest(db: Db, communityId: string, sealNo: number): Promise<Buffer | undefined> {
  const { rows } = await db.execute<{ digest: Buffer }>(sql`
    SELECT digest FROM audit_seal WHERE community_id = ${communityId} AND seal_no = ${sealNo}`)
  return rows[0]?.digest
}

/** Every entry before this instant is sealed, or was put in behind the seals' back. */
async function sealedUpTo(db: Db, communityId: string, sealNo: number): Promise<Date> {
  const { rows } = await db.execute<{ at: Date | null }>(sql`
    SELECT max(entry.at) AS at
    FROM audit_link link JOIN audit_entry entry ON entry.community_id = link.community_id AND entry.id = link.entry_id
    WHERE link.community_id = ${communityId} AND link.seal_no = ${sealNo}`)
  const newest = rows[0]?.at
  return newest == null ? new Date(0) : new Date(new Date(newest).getTime() - SLOWEST_MINUTES * 60_000)
}

/** Seals what is new; the caller's transaction covers one community. Returns how many entries were sealed. */
export async function sealNew(db: Db, communityId: string, signer: Signer, now: Date): Promise<number> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`audit ${communityId}`}, 0))`)
  const previous = await lastSeal(db, communityId)
  const from = await sealedUpTo(db, communityId, previous.sealNo)
  const { rows } = await db.execute<EntryRow>(sql`
    SELECT entry.id, entry.at, entry.account_id, entry.action, entry.subject_id, entry.detail_sealed
    FROM audit_entry entry
    LEFT JOIN audit_link link ON link.community_id = entry.community_id AND link.entry_id = entry.id
    WHERE entry.community_id = ${communityId} AND entry.at >= ${from} AND link.entry_id IS NULL
    ORDER BY entry.at, entry.id LIMIT ${BATCH}`)
  if (rows.length === 0) return 0
  const sealNo = previous.sealNo + 1
  const digest = digestOf(communityId, sealNo, previous.digest, rows)
  await db.insert(auditSeal).values({
    communityId,
    sealNo,
    entries: rows.length,
    digest,
    previousDigest: previous.digest,
    signature: signer.sign(digest),
    sealedAt: now,
  })
  await db
    .insert(auditLink)
    .values(rows.map((entry, position) => ({ communityId, entryId: entry.id, sealNo, position })))
  return rows.length
}

export interface Verification {
  intact: boolean
  entries: number
  seals: number
  unsealed: number
  /** Digest of the newest seal: it stands for everything sealed so far. Null before the first. */
  head: string | null
  problem: string | null
}

/** Recomputes every seal from the entries as they are now. */
export async function verifySeals(db: Db, communityId: string, signer: Signer): Promise<Verification> {
  const { rows: seals } = await db.execute<{
    seal_no: string
    entries: number
    digest: Buffer
    previous_digest: Buffer
    signature: Buffer
  }>(sql`SELECT seal_no, entries, digest, previous_digest, signature FROM audit_seal
         WHERE community_id = ${communityId} ORDER BY seal_no`)
  const { rows: counts } = await db.execute<{ entries: string; links: string }>(sql`
    SELECT (SELECT count(*) FROM audit_entry WHERE community_id = ${communityId}) AS entries,
      (SELECT count(*) FROM audit_link WHERE community_id = ${communityId}) AS links`)
  const entries = Number(counts[0]?.entries ?? 0)
  const result = {
    entries,
    seals: seals.length,
    unsealed: entries - Number(counts[0]?.links ?? 0),
    head: seals.at(-1)?.digest.toString('hex') ?? null,
  }
  let previous: Buffer = GENESIS
  for (const [position, seal] of seals.entries()) {
    const sealNo = Number(seal.seal_no)
    const { rows } = await db.execute<EntryRow>(sql`
      SELECT entry.id, entry.at, entry.account_id, entry.action, entry.subject_id, entry.detail_sealed
      FROM audit_link link JOIN audit_entry entry ON entry.community_id = link.community_id AND entry.id = link.entry_id
      WHERE link.community_id = ${communityId} AND link.seal_no = ${sealNo} ORDER BY link.position`)
    const problem =
      sealNo !== position + 1
        ? `第 ${position + 1} 个封条不见了`
        : rows.length !== seal.entries
          ? `第 ${sealNo} 个封条里少了记录`
          : !seal.previous_digest.equals(previous) || !digestOf(communityId, sealNo, previous, rows).equals(seal.digest)
            ? `第 ${sealNo} 个封条里的记录被改过`
            : signer.verifies(seal.digest, seal.signature)
              ? null
              : `第 ${sealNo} 个封条的签名不对`
    if (problem !== null) return { ...result, intact: false, problem }
    previous = seal.digest
  }
  const { rows: late } = await db.execute<{ count: string }>(sql`
    SELECT count(*) AS count FROM audit_entry entry
    LEFT JOIN audit_link link ON link.community_id = entry.community_id AND link.entry_id = entry.id
    WHERE entry.community_id = ${communityId} AND link.entry_id IS NULL
      AND entry.at < ${await sealedUpTo(db, communityId, seals.length)}`)
  const added = Number(late[0]?.count ?? 0)
  const problem = added === 0 ? null : `有 ${added} 条记录是后来补进封好的时段里的`
  return { ...result, intact: problem === null, problem }
}
