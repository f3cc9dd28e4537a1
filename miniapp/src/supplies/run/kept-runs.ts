import { z } from 'zod'
import { RunSheet } from '@gezhong/shared/supplies/deliveries/contract'
import { keptList } from '../../platform/kept-list.ts'
import { apart } from '../../platform/kept-shelf.ts'

/** A run as this phone took it along: everything that is needed where there is no network. */
export const KeptRun = z.object({
  id: z.string(),
  sheet: RunSheet,
  /** How far this phone's clock was behind the server's when the run was read; milliseconds. */
  behindMs: z.number().default(0),
  refusal: z.null(),
})
export type KeptRun = z.infer<typeof KeptRun>

export const keptRuns = keptList(apart('runs', 'run', KeptRun))
