import { parseArgs } from 'node:util'
import { INVITATION_HOURS } from '@gezhong/shared/grid/invitations/contract'
import { uuidv7 } from 'uuidv7'
import { tenancy } from '../src/database/tables.ts'
import { transactAsSystem, type Kernel, type Work } from '../src/database/transact.ts'
import type { Env } from '../src/env.ts'
import { community } from '../src/grid/communities/tables.ts'
import { inviteFromServer } from '../src/grid/invitations/service.ts'
import { CommandRefusal, UsageRefusal, type Command, type Context } from './command.ts'
import { findCommunity, namedCommunities } from './find-community.ts'
import { withKernel } from './with-kernel.ts'

const help = `Usage: npm run -s gezhong -- community create NAME --first PERSON [--place NAME…] [--area-code 0595]
       npm run -s gezhong -- community invite PERSON [--community NAME]

create makes a community, with a key of its own, and prints a link by which its first member of the command post sets a
name and a password; everybody else is invited from the admin page. invite prints another such link, for when nobody of
the command post can get in any more. A link works once, for ${INVITATION_HOURS} hours; whoever holds it gets in.

  --first PERSON      who is to open the link, as people call them: 林书记
  --place NAME…       names of the place that people write in front of a door, besides its own; the option may be repeated
  --area-code CODE    what completes local phone numbers
  --community NAME    name or id; left out when there is only one

Exit code: 0 done, 1 not done, 2 wrong usage.
`

interface Wish {
  name: string
  places: readonly string[]
  areaCode: string | null
}

async function addCommunity({ db, communityId, now }: Work, { name, places, areaCode }: Wish): Promise<void> {
  await db.insert(tenancy).values({ communityId })
  await db.insert(community).values({
    communityId,
    name,
    placeNames: [...new Set([name, ...places])],
    areaCode,
    zoneStatus: 'precaution',
    createdAt: now,
  })
}

async function create(kernel: Kernel, wish: Wish, first: string): Promise<string> {
  if ((await namedCommunities(kernel)).some(({ name }) => name === wish.name))
    throw new CommandRefusal(`There is a community called ${wish.name} already; "community invite" makes another link.`)
  const id = uuidv7()
  // Before the rows that need it: a key without a community harms nobody, a community without its key is lost.
  kernel.vault.createCommunityKey(id)
  return transactAsSystem(kernel, id, async (work) => {
    await addCommunity(work, wish)
    return inviteFromServer(work, first)
  })
}

const linkOf = ({ PUBLIC_URL, PORT }: Env, token: string): string =>
  `${(PUBLIC_URL ?? `http://127.0.0.1:${PORT}`).replace(/\/$/, '')}/admin/join#${token}`

/** The words of a name, within what the database takes. */
function named(what: string, written: string | undefined): string {
  const name = written?.trim() ?? ''
  if (name === '') throw new UsageRefusal(`Say ${what}. --help lists what there is.`)
  if (name.length > 40) throw new UsageRefusal(`${name} is longer than 40 characters.`)
  return name
}

function say(context: Context, env: Env, token: string): void {
  context.print(`${linkOf(env, token)}\n`)
  context.remark(`The link works once, for ${INVITATION_HOURS} hours. Hand it over in person.\n`)
}

export const communityCreate: Command = {
  help,
  async run(parameters, context) {
    const { values, positionals } = parseArgs({
      args: parameters,
      allowPositionals: true,
      options: {
        first: { type: 'string' },
        place: { type: 'string', multiple: true },
        'area-code': { type: 'string' },
      },
    })
    const name = named('how the community is called', positionals.join(' '))
    const first = named('who is the first: --first PERSON', values.first)
    const areaCode = values['area-code'] ?? null
    if (areaCode !== null && !/^0\d{2,3}$/.test(areaCode)) throw new UsageRefusal(`${areaCode} is no area code.`)
    const places = (values.place ?? []).map((place) => named('the name of a place', place))
    return withKernel(context, async (kernel, env) => {
      say(context, env, await create(kernel, { name, places, areaCode }, first))
      return 0
    })
  },
}

export const communityInvite: Command = {
  help,
  async run(parameters, context) {
    const options = { community: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options })
    const person = named('whom to invite', positionals.join(' '))
    return withKernel(context, async (kernel, env) => {
      const communityId = await findCommunity(kernel, values.community)
      say(context, env, await transactAsSystem(kernel, communityId, (work) => inviteFromServer(work, person)))
      return 0
    })
  },
}
