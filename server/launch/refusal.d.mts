export class Refusal extends Error {}
export function describeFailure(
  error: unknown,
  isVerbose?: boolean,
  variables?: Readonly<Record<string, string | undefined>>,
): string
export function printFailure(error: unknown): void
