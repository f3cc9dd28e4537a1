/** The token of an invitation, out of a whole link or as it is; null when there is none in the text. */
export function tokenIn(text: string): string | null {
  const [, inLink] = /(?:join#|[?&]token=)([\w-]{20,120})/.exec(text) ?? []
  return inLink ?? /^\s*([\w-]{20,120})\s*$/.exec(text)?.[1] ?? null
}
