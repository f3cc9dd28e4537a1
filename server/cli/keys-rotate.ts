import { parseArgs } from 'node:util'
import { listCommunities } from '../src/database/communities.ts'
import { transactAsSystem, type Kernel } from '../src/database/transact.ts'
import { ringColumns, rotateBatch } from '../src/rotate-keys.ts'
import type { Command } from './command.ts'
import { withKernel } from './with-kernel.ts'

const help = `Usage: npm run -s gezhong -- keys rotate

Seals phone numbers, names and whatever else lies under DATA_KEYS again with the first key of the list. To change the key:

  1. make one:   openssl rand -base64 32
  2. put it first, keep the old one:   DATA_KEYS=k2:NEW,k1:OLD   and restart the servers
  3. run this; it may run while they work, and again if it was broken off
  4. take the old key out of DATA_KEYS, restart, and destroy it

Exit code: 0 all is under the first key, 1 something could not be opened.
`

/** All of one community, a batch at a time; returns how many values were sealed again. */
async function rotate(kernel: Kernel, communityId: string): Promise<number> {
  let done = 0
  for (const column of ringColumns()) {
    for (;;) {
      const batch = await transactAsSystem(kernel, communityId, (work) => rotateBatch(work, column))
      done += batch
      if (batch === 0) break
    }
  }
  if (done > 0)
    await transactAsSystem(kernel, communityId, async (work) =>
      work.record({ action: 'keys.rotated', detail: `${done} 处` }),
    )
  return done
}

const command: Command = {
  help,
  async run(parameters, context) {
    parseArgs({ args: parameters, options: {} })
    return withKernel(context, async (kernel, env) => {
      for (const communityId of await listCommunities(kernel)) {
        const done = await rotate(kernel, communityId)
        context.print(`${communityId}: ${done} sealed again with ${env.DATA_KEYS[0]!.id}\n`)
      }
      return 0
    })
  },
}

export default command
