import type { StandingState } from '@gezhong/shared/people/rolls/contract'

/** The roll of a grid, opened at one kind of standing. */
export const rollPath = (rollId: string, gridId: string, state: StandingState): string =>
  `/people/roll/roll?roll=${rollId}&grid=${gridId}&state=${state}`
