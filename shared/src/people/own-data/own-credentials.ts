import { z } from 'zod'
import { CARRYING_POST_WORDS, CarryingPost } from '../../grid/credentials/contract.ts'
import { joined, type OwnGroup } from './own-group.ts'

/** What one was trained for, and the credentials one had. */
export const OwnCarrying = z.object({
  trainings: z.array(z.object({ post: CarryingPost, day: z.iso.date(), takenBack: z.boolean() })),
  credentials: z.array(
    z.object({
      serial: z.string(),
      post: CarryingPost,
      validFrom: z.iso.date(),
      validUntil: z.iso.date(),
      revoked: z.boolean(),
    }),
  ),
})
export type OwnCarrying = z.infer<typeof OwnCarrying>

export const carryingGroup = ({ carrying }: { carrying: OwnCarrying }): OwnGroup => ({
  key: 'credentials',
  title: '培训和证件',
  why: '送货、过卡口用。证件由派定职务的人发和吊销',
  items: [
    ...carrying.credentials.map(({ serial, post, validFrom, validUntil, revoked }) => ({
      title: `${CARRYING_POST_WORDS[post]}证 ${serial}`,
      note: joined([`${validFrom} 到 ${validUntil}`, revoked && '已吊销']),
    })),
    ...carrying.trainings.map(({ post, day, takenBack }) => ({
      title: `${CARRYING_POST_WORDS[post]}培训`,
      note: takenBack ? `${day}，记错了，撤回了` : day,
    })),
  ],
  empty: '没有',
})
