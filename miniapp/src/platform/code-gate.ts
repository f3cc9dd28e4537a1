/** Told again only after it was away, or after so long. */
const AGAIN_MS = 2_000
/** A camera loses a code for a picture or two while a hand shakes. */
const AWAY_MS = 400

/** Tells what is read picture after picture once: a code that stays before the camera says nothing new. */
export interface CodeGate {
  /** What one picture shows, null for nothing; gives it back when it is to be told. */
  see: (text: string | null, now: number) => string | null
  /** Reading goes on after a verdict: whoever read it needs a moment to take the code away. */
  resume: (now: number) => void
}

export function codeGate(): CodeGate {
  let told: string | null = null
  let toldAt = 0
  let seenAt = 0
  return {
    see(text, now) {
      if (text === null) return null
      const isSame = text === told && now - seenAt < AWAY_MS
      seenAt = now
      if (isSame && now - toldAt < AGAIN_MS) return null
      told = text
      toldAt = now
      return text
    },
    resume(now) {
      toldAt = now
      seenAt = now
    },
  }
}
