import { createClient, type Call } from '@gezhong/shared/client'
import { ERRORS, Refusal } from '@gezhong/shared/errors'
import { restartAt } from './navigation.ts'
import { expireSession, sessionToken } from './session.ts'
import { transport, Unreachable } from './transport.ts'

const client = createClient(transport, sessionToken)

let afterAnswer = (): void => undefined

/** What to do whenever the server has answered: it may have been away while the phone had a network all the time. */
export function whenAnswered(act: () => void): void {
  afterAnswer = act
}

/** The typed client. A session that has ended leads back to signing in; what was typed stays on the phone. */
export const call: Call = async (endpoint, input) => {
  const asked = sessionToken()
  try {
    const reply = await client(endpoint, input)
    afterAnswer()
    return reply
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-signed-in' && asked === sessionToken()) {
      expireSession()
      restartAt('/home/sign-in/sign-in')
    }
    throw error
  }
}

/** What a person reads when something did not work: what happened and what to do next. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) {
    const { message } = ERRORS[error.code]
    return error.detail === undefined || error.detail === message ? message : `${message}。${error.detail}`
  }
  if (error instanceof Unreachable) return '没有连上网络，您填的内容还在，有网后再试一次'
  return ERRORS.inside.message
}

export const isRefusal = (error: unknown, code: Refusal['code']): boolean =>
  error instanceof Refusal && error.code === code
