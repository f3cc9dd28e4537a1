import { Refusal, type ErrorCode } from '@gezhong/shared/errors'

/** The code with which a call is refused; `null` when it was not. Anything but a refusal is thrown on. */
export async function refusalOf(call: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await call
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
