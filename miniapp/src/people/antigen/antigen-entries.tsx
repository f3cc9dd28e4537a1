import { liesWithin, type Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { kitNumbers } from '@gezhong/shared/people/antigen/contract'
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
