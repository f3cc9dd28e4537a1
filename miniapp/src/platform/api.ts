import { createClient, singleFlight, type Call, type Transport } from '@gezhong/shared/client'
import { ERRORS, Refusal } from '@gezhong/shared/errors'
import { refreshSession } from '@gezhong/shared/grid/sessions/contract'
import { restartAt } from './navigation.ts'
import { fileTransport, type Progress } from './send-file.ts'
import { currentActor, expireSession, keepTokens, refreshToken, sessionToken, takeNewerTokens } from './session.ts'
import { transport, Unreachable } from './transport.ts'

const withoutSession = createClient(transport, () => null)

/** False when this session cannot go on. Where nothing answers it is thrown: the session may be as good as before. */
async function refresh(): Promise<boolean> {
  if (takeNewerTokens()) return true
  const [person, used] = [currentActor()?.accountId, refreshToken()]
  if (person === undefined || used === null) return false
  try {
    keepTokens(person, await withoutSession(refreshSession, { body: { refreshToken: used } }))
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-signed-in') return false
    throw error
  }
}

/** Words and files share it: a refresh token works once. */
const refreshOnce = singleFlight(refresh)

let afterAnswer = (): void => undefined

/** What to do whenever the server has answered: it may have been away while the phone had a network all the time. */
export function whenAnswered(act: () => void): void {
  afterAnswer = act
}

/** A session that has ended leads back to signing in; what was typed stays on the phone. */
function callOver(way: Transport): Call {
  return async (endpoint, input) => {
    const asked = currentActor()?.accountId
    const isSame = () => asked === currentActor()?.accountId
    // Somebody else may sign in while it is on its way: it is never tried again in another person's name.
    const client = createClient(
      way,
      () => (isSame() ? sessionToken() : null),
      async () => isSame() && refreshOnce(),
    )
    try {
      const reply = await client(endpoint, input)
      afterAnswer()
      return reply
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-signed-in' && isSame()) {
        expireSession()
        restartAt('/home/sign-in/sign-in')
      }
      // The command post shows its changing number first.
      if (isRefusal(error, 'second-factor-needed')) restartAt('/home/second-factor/second-factor')
      throw error
    }
  }
}

/** The typed client. */
export const call = callOver(transport)

/** The same with a file, for an endpoint that takes one. */
export const callWithFile = (file: string, onProgress: Progress): Call => callOver(fileTransport(file, onProgress))

/** What was sent may be taken another time as it is: nothing answered, or the server or the session is away just now. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof Refusal) || error.status >= 500 || error.status === 401 || error.status === 429

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
