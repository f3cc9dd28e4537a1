import { z } from 'zod'
import { endpoint, Id, Nothing } from '../../endpoint.ts'
import { SecondFactorStep } from '../identity/contract.ts'

/** How many wrong numbers in a quarter of an hour; recovery codes are taken all the same. */
export const SECOND_FACTOR_TRIES = 5

const code = z.string().trim().min(6).max(20)

export const readSecondFactor = endpoint({
  method: 'GET',
  path: '/api/second-factor',
  summary: 'Whether my changing number is set up, and what this session still has to do',
  who: 'signed-in',
  reply: z.object({
    enrolled: z.boolean(),
    recoveryCodesLeft: z.number().int(),
    /** Null: nothing. */
    step: SecondFactorStep.nullable(),
  }),
  beforeSecondFactor: true,
})

export const beginSecondFactor = endpoint({
  method: 'POST',
  path: '/api/second-factor',
  summary: 'A new secret for the changing number; the one before holds until this one is confirmed',
  who: 'signed-in',
  rate: 'sign-in',
  reply: z.object({
    /** The secret itself, to be typed where no QR can be read. */
    key: z.string(),
    /** For the authenticator, as a QR. */
    uri: z.string(),
  }),
  errors: ['second-factor-needed'],
  replayed: false,
  beforeSecondFactor: true,
})

export const confirmSecondFactor = endpoint({
  method: 'POST',
  path: '/api/second-factor/confirm',
  summary: 'The first number of the new secret; answers with recovery codes, shown this once',
  who: 'signed-in',
  rate: 'sign-in',
  body: z.object({ code }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: ['not-found', 'second-factor-needed', 'wrong-second-factor', 'too-many-requests'],
  replayed: false,
  beforeSecondFactor: true,
})

export const proveSecondFactor = endpoint({
  method: 'POST',
  path: '/api/second-factor/prove',
  summary: 'The number of this half minute, or a recovery code: the session may do what its posts allow',
  who: 'signed-in',
  rate: 'sign-in',
  body: z.object({ code }),
  reply: z.object({ recoveryCodesLeft: z.number().int() }),
  errors: ['not-found', 'wrong-second-factor', 'too-many-requests'],
  replayed: false,
  beforeSecondFactor: true,
})

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/api/second-factor/recovery-codes',
  summary: 'New recovery codes, shown this once, for the number of this half minute; all before them end',
  who: 'signed-in',
  rate: 'sign-in',
  body: z.object({ code }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: ['not-found', 'wrong-second-factor', 'too-many-requests'],
  replayed: false,
})

export const resetSecondFactor = endpoint({
  method: 'DELETE',
  path: '/api/team/accounts/:accountId/second-factor',
  summary: 'Take away the changing number of another who has lost it; their sessions stop until they set up a new one',
  who: ['command-post'],
  params: z.object({ accountId: Id }),
  reply: Nothing,
  errors: ['not-found'],
})
