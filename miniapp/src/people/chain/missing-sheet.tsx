import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { go } from '../../platform/navigation.ts'
import { rollPath } from '../roll/roll-path.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'

const SHOWN = 60

interface Props {
  view: ChainView
  /** What is pasted is not confirmed yet: that comes first, or people who stand in it would be called. */
  unconfirmed: { busy: boolean; disabled: boolean; problem: string | null; onConfirm: () => void } | null
  onClose: () => void
}

/** Who is missing after this chain, before it is even confirmed. */
export function MissingSheet({ view, unconfirmed, onClose }: Props) {
  return (
    <Sheet title={`还差 ${view.counts.missing} 户`} onClose={onClose}>
      {view.missing.length === 0 && <Empty icon="done" title="一户都不差" text="该报的都在接龙里了" />}
      {view.missing.length > 0 && unconfirmed === null && (
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
      {view.missing.length > 0 && unconfirmed !== null && (
        <>
          <Banner
            tone={unconfirmed.problem === null ? 'info' : 'bad'}
            title={unconfirmed.problem ?? '先确认接龙，再打电话'}
            text="贴的还没记下，现在去打，会打给刚报过的人家"
          />
          <Button busy={unconfirmed.busy} disabled={unconfirmed.disabled} onPress={unconfirmed.onConfirm}>
            确认接龙，去打电话
          </Button>
        </>
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
