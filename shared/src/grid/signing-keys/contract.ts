import { z } from 'zod'
import { endpoint, Instant } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'

/** So many pairs a community can ever have: their number is one byte of a code. */
export const KEY_NUMBERS = 256

export const SigningKeys = z.object({
  /** The newest first. */
  keys: z.array(
    z.object({
      keyNumber: z.number().int(),
      madeAt: Instant,
      /** From then on nothing that it signed is believed. */
      withdrawnAt: Instant.nullable(),
      /** What is issued now is signed with it. */
      signs: z.boolean(),
      /**
       * What counts now and was there while it signed, so that paper of it may be about: the most that withdrawing it can
       * make unbelieved. A phone shows what the newest key signed.
       */
      vouchers: z.number().int(),
      credentials: z.number().int(),
    }),
  ),
})
export type SigningKeys = z.infer<typeof SigningKeys>

export const listSigningKeys = endpoint({
  method: 'GET',
  path: '/api/signing-keys',
  summary: 'The keys that sign vouchers and credentials',
  who: ['command-post'],
  reply: SigningKeys,
})

export const rotateSigningKey = endpoint({
  method: 'POST',
  path: '/api/signing-keys',
  summary: 'Sign with a new pair from now on; what is out keeps holding',
  who: ['command-post'],
  reply: SigningKeys,
  errors: ['too-large'],
})

/** For a key that got into wrong hands: every code that it signed is refused from then on, and has to be printed anew. */
export const withdrawSigningKey = endpoint({
  method: 'POST',
  path: '/api/signing-keys/:number/withdraw',
  summary: 'Believe nothing any more that this key signed',
  who: ['command-post'],
  params: z.object({
    number: z.coerce
      .number()
      .int()
      .min(0)
      .max(KEY_NUMBERS - 1),
  }),
  body: z.object({ reason: plainText(100) }),
  reply: SigningKeys,
  errors: ['not-found', 'already-settled'],
})
