import { z } from 'zod'
import { randomId } from './random-id.ts'
import { kept } from './storage.ts'

const place = kept('device', 1, z.string())

/** This phone's own id, made here: a code from a text message works only where it was asked for. */
export async function deviceId(): Promise<string> {
  const known = place.read()
  if (known !== null) return known
  const made = await randomId()
  place.write(made)
  return made
}
