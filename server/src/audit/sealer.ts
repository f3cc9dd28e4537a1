import { civilDay } from '@gezhong/shared/civil-day'
import { transactAsSystem, type Kernel } from '../database/transact.ts'
import { eachInTurn, listCommunities } from '../database/communities.ts'
import { anchorDay } from './anchors.ts'
import { sealNew } from './seal.ts'
import type { AuditKeeping } from './verify-log.ts'

/** Seals what is new in every community, turn by turn, and anchors each one's head once a day. */
export class Sealer {
  readonly #kernel: Kernel
  readonly #keeping: AuditKeeping
  /** Spares reading the file in every turn. */
  readonly #anchored = new Map<string, string>()

  constructor(kernel: Kernel, keeping: AuditKeeping) {
    this.#kernel = kernel
    this.#keeping = keeping
  }

  /** One turn over all communities; returns how many entries were sealed. */
  async turn(): Promise<number> {
    return eachInTurn(await listCommunities(this.#kernel), async (communityId) => {
      const sealed = await transactAsSystem(this.#kernel, communityId, ({ db, now }) =>
        sealNew(db, communityId, this.#keeping.signer, now),
      )
      await this.#anchor(communityId)
      return sealed
    })
  }

  /** In a transaction of its own: only a seal that is committed may be anchored. */
  async #anchor(communityId: string): Promise<void> {
    const { signer, anchorsFolder: folder } = this.#keeping
    const day = civilDay(this.#kernel.clock())
    if (folder === undefined || this.#anchored.get(communityId) === day) return
    const anchored = await transactAsSystem(this.#kernel, communityId, ({ db, now }) =>
      anchorDay(db, communityId, { folder, signer, now }),
    )
    if (anchored) this.#anchored.set(communityId, day)
  }
}
