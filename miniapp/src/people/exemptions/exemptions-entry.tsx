import type { Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { listExemptions } from '@gezhong/shared/people/exemptions/contract'
import { canAskExemption, canDecideExemption } from '@gezhong/shared/people/policy'
import { go } from '../../platform/navigation.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { exemptionsPath } from './exemptions-path.ts'

/** The way to who need not come, on the first screen of those who may ask; it says how many wait for a lead. */
export function ExemptionsEntry({ actor, grid }: { actor: Actor; grid: Grid }) {
  const may = canAskExemption(actor, grid.code)
  const query = { state: 'asked' as const, page: 1, size: 1 }
  const { data } = useRead(listExemptions, { query }, { keep: true, every: 6 * POLL_MS, when: may })
  if (!may) return null
  const waiting = data?.total ?? 0
  return (
    <Card>
      <Row
        icon="people"
        title="不用检的人"
        note="新生儿、卧床、住院、不在本地的"
        end={
          waiting > 0 && (
            <Tag tone="warn">{`${waiting} 条${canDecideExemption(actor, grid.code) ? '等您批' : '待批'}`}</Tag>
          )
        }
        onPress={() => go(exemptionsPath())}
      />
    </Card>
  )
}
