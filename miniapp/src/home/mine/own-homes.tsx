import { useState } from 'react'
import { type Actor, hasRole, livesIn } from '@gezhong/shared/actor'
import { displayDoor } from '@gezhong/shared/people/door'
import { leaveHome } from '@gezhong/shared/people/homes/contract'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import { call } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'
import { useRead } from '../../platform/use-read.ts'
import { dropWaitingOf } from '../../people/report/outbox.ts'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { ConfirmEnding, EndRow, type Ending } from '../ending.tsx'

const ENDING =
  '退出后您看不到这一户，也不能替它上报。已经报过的还算数，家里别人不受影响。想回来，用手机号、门上的纸条，或请网格员确认，就能再关联。'

/** Where this person lives, and the way out: somebody has moved, or took the wrong door. */
export function OwnHomes({ actor }: { actor: Actor }) {
  const { data } = useRead(myHouseholds, {}, { keep: true, when: hasRole(actor, ['resident']) })
  const [ending, setEnding] = useState<Ending | null>(null)
  const own = (data?.households ?? []).filter(({ household }) => livesIn(actor, household.id))
  if (actor.grants.length === 0)
    return (
      <Card title="我家">
        <Row
          icon="home"
          title="还没有关联您家"
          note="去写门牌，或填纸条上的字母"
          onPress={() => go('/home/today/today')}
        />
      </Card>
    )
  if (own.length === 0) return null
  return (
    <Card title="我家" note="只看得到自己家">
      {own.map(({ household: { id, door }, gridTitle }) => (
        <EndRow
          key={id}
          icon="home"
          title={displayDoor(door)}
          note={gridTitle}
          word="退出这户"
          onPress={() =>
            setEnding({
              title: `退出${displayDoor(door)}？`,
              text: ENDING,
              yes: '退出这户',
              run: async (key) => {
                await call(leaveHome, { params: { id }, idempotencyKey: key })
                dropWaitingOf(id)
              },
            })
          }
        />
      ))}
      {ending !== null && <ConfirmEnding ending={ending} onClose={() => setEnding(null)} />}
    </Card>
  )
}
