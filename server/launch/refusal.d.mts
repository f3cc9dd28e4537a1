export class Refusal extends Error {}
export function describeFailure(error: unknown, isVerbose?: boolean): string
export function printFailure(error: unknown): void
