import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDay } from '@gezhong/shared/civil-day'
import { z } from 'zod'
import type { Db } from '../database/pool.ts'
import { lastSeal, readSealDigest, type Signer } from './seal.ts'

/*
 * Once a day the head of each community's seals is written into a file outside the database, signed. Whoever owns the
 * database and cuts off the newest seals, or makes all of them anew, cannot make the file agree. The folder belongs on
 * another disk, or is copied away daily; a printed head does the same.
 */

const Anchor = z.object({
  day: z.iso.date(),
  at: z.iso.datetime(),
  sealNo: z.number().int().positive(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string(),
})
export type Anchor = z.infer<typeof Anchor>

const fileOf = (folder: string, communityId: string) => join(folder, `${communityId}.jsonl`)

const statement = (communityId: string, { day, at, sealNo, head }: Omit<Anchor, 'signature'>): Buffer =>
  createHash('sha256').update(`anchor ${communityId} ${day} ${at} ${sealNo} ${head}`).digest()

/** A line that is no anchor is kept as null: somebody wrote into the file. */
async function readLines(folder: string, communityId: string): Promise<(Anchor | null)[]> {
  const text = await readFile(fileOf(folder, communityId), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return Anchor.parse(JSON.parse(line))
      } catch {
        return null
      }
    })
}

/** Sees to it that the day has its anchor; false while nothing is sealed yet. */
export async function anchorDay(
  db: Db,
  communityId: string,
  { folder, signer, now }: { folder: string; signer: Signer; now: Date },
): Promise<boolean> {
  const { sealNo, digest } = await lastSeal(db, communityId)
  const day = civilDay(now)
  if (sealNo === 0) return false
  if ((await readLines(folder, communityId)).some((anchor) => anchor?.day === day)) return true
  const unsigned = { day, at: now.toISOString(), sealNo, head: digest.toString('hex') }
  const signature = signer.sign(statement(communityId, unsigned)).toString('base64')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await appendFile(fileOf(folder, communityId), `${JSON.stringify({ ...unsigned, signature })}\n`, { mode: 0o600 })
  return true
}

export interface AnchorFinding {
  /** Days on file. */
  days: number
  last: Pick<Anchor, 'day' | 'head'> | null
  /** In words; null when every anchor still agrees with the seals. */
  problem: string | null
}

/** Holds every anchor against the seals as they are now. */
export async function verifyAnchors(
  db: Db,
  communityId: string,
  folder: string,
  signer: Signer,
): Promise<AnchorFinding> {
  const anchors = await readLines(folder, communityId)
  const last = anchors.at(-1) ?? null
  const finding = { days: anchors.length, last: last === null ? null : { day: last.day, head: last.head } }
  for (const anchor of anchors) {
    if (anchor === null) return { ...finding, problem: '存证文件里有一行被改坏了' }
    if (!signer.verifies(statement(communityId, anchor), Buffer.from(anchor.signature, 'base64')))
      return { ...finding, problem: `${anchor.day} 的存证签名不对` }
    const digest = await readSealDigest(db, communityId, anchor.sealNo)
    if (digest?.toString('hex') !== anchor.head)
      return { ...finding, problem: `${anchor.day} 存证过的封条被换掉或截掉了` }
  }
  return { ...finding, problem: null }
}
