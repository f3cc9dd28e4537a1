import { liesWithin, ownHouseholds, type Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { householdTests, kitNumbers } from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { canCheckTests } from '@gezhong/shared/people/policy'
import { listRounds, type Round } from '@gezhong/shared/people/rounds/contract'
import { go } from '../../platform/navigation.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { kitsPath } from '../kits/kits-path.ts'
import { selfTestsPath } from '../self-tests/self-tests-path.ts'
import { roundsHere } from '../use-round-place.tsx'
import { antigenPath } from './antigen-path.ts'

/** The way to handing out and looking through, on the first screen of those who may, while an antigen round is open. */
export function AntigenEntry({ actor, grid, grids }: { actor: Actor; grid: Grid; grids: readonly Grid[] }) {
  const may = canCheckTests(actor, grid.code)
  const { data } = useRead(listRounds, {}, { keep: true, every: 6 * POLL_MS, when: may })
  const open = may ? roundsHere('antigen', grid, data?.rounds ?? [], grids) : []
  return open.map((round) => <RoundEntry key={round.id} round={round} grid={grid} />)
}

function RoundEntry({ round, grid }: { round: Round; grid: Grid }) {
  const { data } = useRead(kitNumbers, { params: { id: round.id } }, { keep: true, every: 3 * POLL_MS })
  const here = data?.grids.filter(({ gridCode }) => liesWithin(gridCode, grid.code)) ?? []
  const sum = (of: 'without' | 'unchecked') => here.reduce((all, one) => all + one[of], 0)
  const [without, unchecked] = [sum('without'), sum('unchecked')]
  return (
    <Card>
      <Row
        icon="box"
        title="发抗原"
        note={round.title}
        end={without > 0 && <Tag tone="warn">{`${without} 户没发`}</Tag>}
        onPress={() => go(kitsPath(round.id, grid.id))}
      />
      <Row
        icon="done"
        title="看自测结果"
        end={unchecked > 0 && <Tag tone="info">{`${unchecked} 条没看`}</Tag>}
        onPress={() => go(selfTestsPath(round.id, grid.id))}
      />
    </Card>
  )
}

/** The way to one's own test, on the first screen of who has a household, while an antigen round is open. */
export function SelfTestEntry({ actor }: { actor: Actor }) {
  const { data } = useRead(listRounds, {}, { keep: true, every: 6 * POLL_MS })
  const open = (data?.rounds ?? []).filter(({ method, state }) => method === 'antigen' && state === 'open')
  const homes = [...new Set(ownHouseholds(actor))]
  return open.flatMap(({ id }) =>
    homes.map((householdId) => <HomeEntry key={`${id} ${householdId}`} roundId={id} householdId={householdId} />),
  )
}

/** Nothing for a household that the round does not ask. */
function HomeEntry({ roundId, householdId }: { roundId: string; householdId: string }) {
  const params = { id: roundId, householdId }
  const { data } = useRead(householdTests, { params }, { keep: true, every: 3 * POLL_MS })
  if (data === undefined) return null
  const { missing, title, door } = data
  return (
    <Card>
      <Row
        icon="done"
        title="抗原自测"
        note={[displayDoor(door), title].join(' · ')}
        end={missing === 0 ? <Tag tone="ok">都报了</Tag> : <Tag tone="warn">{`差 ${missing} 人`}</Tag>}
        onPress={() => go(antigenPath(roundId, householdId))}
      />
    </Card>
  )
}
