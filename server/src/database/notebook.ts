import { uuidv7 } from 'uuidv7'
import type { AuditLine } from '../audit/actions.ts'
import { maskText } from '../security/mask-text.ts'
import type { Vault } from '../security/vault.ts'
import type { Db } from './pool.ts'
import { prepared } from './prepared.ts'

export interface Dirty {
  gridId: string
  /** Absent when the ledger itself changed, or what is ordered. */
  rollId?: string
  topic: 'roll' | 'ledger' | 'differences' | 'orders'
}

const addLines = prepared(`
  INSERT INTO audit_entry (community_id, account_id, at, id, action, subject_id, detail_sealed)
  SELECT $1::uuid, $2::uuid, $3::timestamptz, line.* FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::bytea[]) line`)

const addDirty = prepared(`
  INSERT INTO live_dirty (community_id, grid_id, roll_id, topic)
  SELECT $1::uuid, dirty.* FROM unnest($2::uuid[], $3::uuid[], $4::text[]) dirty`)

/** What a transaction notes beside its work, written at its end. */
export class Notebook {
  readonly lines: AuditLine[] = []
  /** Writes that are sent with the COMMIT. */
  readonly last: (() => readonly Promise<unknown>[])[] = []
  readonly #dirty = new Map<string, Dirty>()

  /** What was noted since is forgotten by the function given; numbers may be counted once too often. */
  savepoint(): () => void {
    const [lines, last] = [this.lines.length, this.last.length]
    return () => {
      this.lines.length = lines
      this.last.length = last
    }
  }

  touch(dirty: Dirty): void {
    this.#dirty.set(`${dirty.topic} ${dirty.gridId} ${dirty.rollId ?? ''}`, dirty)
  }

  /** Sends what was noted; whoever commits waits for the answers. */
  write(db: Db, vault: Vault, by: { communityId: string; accountId: string }, now: Date): Promise<unknown>[] {
    const { communityId, accountId } = by
    const { lines } = this
    const dirty = [...this.#dirty.values()]
    const sent: Promise<unknown>[] = []
    if (lines.length > 0) {
      const details = lines.map(({ detail }) =>
        detail === undefined ? null : vault.sealForCommunity(communityId, maskText(detail)),
      )
      const [actions, subjects] = [lines.map(({ action }) => action), lines.map(({ subjectId }) => subjectId ?? null)]
      sent.push(addLines(db, [communityId, accountId, now, lines.map(() => uuidv7()), actions, subjects, details]))
    }
    if (dirty.length > 0) {
      const [grids, rolls] = [dirty.map(({ gridId }) => gridId), dirty.map(({ rollId }) => rollId ?? null)]
      sent.push(addDirty(db, [communityId, grids, rolls, dirty.map(({ topic }) => topic)]))
    }
    return sent
  }
}
