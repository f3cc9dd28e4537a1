import type { Db } from '../database/pool.ts'
import type { Env } from '../env.ts'
import { verifyAnchors, type AnchorFinding } from './anchors.ts'
import { Signer, verifySeals, type Verification } from './seal.ts'

export interface AuditKeeping {
  signer: Signer
  /** Where the heads are written daily; undefined where none is configured. */
  anchorsFolder: string | undefined
}

export const keepingOf = (env: Pick<Env, 'AUDIT_SIGNING_KEY' | 'ANCHORS_DIR'>): AuditKeeping => ({
  signer: new Signer(env.AUDIT_SIGNING_KEY),
  anchorsFolder: env.ANCHORS_DIR,
})

export type LogVerification = Verification & { anchors: Omit<AnchorFinding, 'problem'> | null }

/** Recomputes every seal, and holds what was anchored outside the database against it. */
export async function verifyLog(
  db: Db,
  communityId: string,
  { signer, anchorsFolder }: AuditKeeping,
): Promise<LogVerification> {
  const seals = await verifySeals(db, communityId, signer)
  if (anchorsFolder === undefined) return { ...seals, anchors: null }
  const { problem, ...anchors } = await verifyAnchors(db, communityId, anchorsFolder, signer)
  return { ...seals, anchors, intact: seals.intact && problem === null, problem: seals.problem ?? problem }
}
