import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { go } from '../../platform/navigation.ts'
import { rollPath } from '../roll/roll-path.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'

const SHOWN = 60

/** Who is missing after this chain, before it is even confirmed. */
export function MissingSheet({ view, onClose }: { view: ChainView; onClose: () => void }) {
  return (
    <Sheet title={`还差 ${view.counts.missing} 户`} onClose={onClose}>
      {view.missing.length === 0 && <Empty icon="done" title="一户都不差" text="该报的都在接龙里了" />}
      {view.missing.length > 0 && (
        <Button
          icon="phone"
          onPress={() => {
            onClose()
            go(rollPath(view.rollId, view.gridId, 'missing'))
          }}
        >
          去打电话
        </Button>
      )}
      {view.missing.slice(0, SHOWN).map(({ householdId, door, headcount }) => (
        <Row
          key={householdId}
          title={displayDoor(door)}
          note={headcount === null ? undefined : `台账 ${headcount} 人`}
        />
      ))}
      {view.missing.length > SHOWN && <Row title={`还有 ${view.counts.missing - SHOWN} 户，在名单里看`} />}
    </Sheet>
  )
}
