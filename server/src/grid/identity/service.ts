import type { Session } from '@gezhong/shared/grid/identity/contract'
import { Refusal } from '@gezhong/shared/errors'
import { verify } from '@node-rs/argon2'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { transact, transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import type { KnownDevices } from '../../http/known-device.ts'
import { openingOf, openSession } from '../../http/session.ts'
import { proveSession } from '../second-factor/queries.ts'
import { stepBefore } from '../second-factor/service.ts'
import { findPasswordSignIn, type Entrant } from './queries.ts'
import type { SlowDown } from './slow-down.ts'

/** Compared with when the name is unknown, so that an unknown name takes as long as a wrong password. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$aJGzdFkR9P63G1MhgVE03g$c9l5AlFPiZNO5V3Ar7KSfqBVkvBsdGzlk2q6OuB8cSE'

/** Opens a session; `waived`: an invented person of the demo, who has no phone to show a number on. */
export async function enter(
  kernel: Kernel,
  app: FastifyInstance,
  entrant: Entrant,
  request: FastifyRequest,
  secondFactor?: 'waived',
): Promise<Session> {
  const opened = await openSession(kernel, entrant.accountId, entrant.communityId, openingOf(app, request))
  await transactAsSystem(
    kernel,
    entrant.communityId,
    async (work) => {
      if (secondFactor !== undefined) await proveSession(work.db, opened.id, secondFactor)
      work.record({ action: 'session.opened' })
    },
    entrant.accountId,
  )
  const look = async (work: Work) => ({ actor: work.actor, step: await stepBefore(work, opened.id) })
  const { actor, step } = await transact(kernel, opened.id, look, { beforeSecondFactor: true })
  return {
    token: app.issueToken(opened.id),
    refreshToken: opened.refreshToken,
    actor,
    expiresAt: opened.expiresAt.toISOString(),
    ...(step === null ? {} : { secondFactor: step }),
  }
}

export interface PasswordDoor {
  closed: readonly string[]
  slowDown: SlowDown
  devices: KnownDevices
}

/** Whose name and password these are. An unknown name is refused in the same time and with the same words. */
export async function provePerson(
  kernel: Kernel,
  { closed, slowDown, devices }: PasswordDoor,
  request: FastifyRequest,
  { name, password }: { name: string; password: string },
): Promise<Entrant> {
  const known = await findPasswordSignIn(kernel, name)
  const device = known === undefined ? null : devices.markOf(request, known.accountId)
  const asked = { name, address: request.ip, device }
  slowDown.begin(asked, kernel.clock().getTime())
  const right = await verify(known?.hash ?? NOBODY, password).catch(() => false)
  if (known === undefined || !right || closed.includes(known.communityId)) throw new Refusal('wrong-name-or-password')
  slowDown.forgive(asked)
  return known
}
