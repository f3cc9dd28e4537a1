import { useEffect, useState } from 'react'
import { type ExemptionState, listExemptions } from '@gezhong/shared/people/exemptions/contract'
import { endPullDown, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { AskSheet } from './ask-sheet.tsx'
import { ExemptionCard } from './exemption-card.tsx'

const STATES: readonly { value: ExemptionState; word: string; none: string }[] = [
  { value: 'asked', word: '待批', none: '没有等着批的' },
  { value: 'approved', word: '有效', none: '现在人人都要检' },
  { value: 'refused', word: '没同意', none: '没有不同意的' },
  { value: 'ended', word: '已结束', none: '还没有结束的' },
]

/** So many at once; a grid has a few dozen at most. */
const PAGE = 50

/** Who need not come to a round: what waits, what holds, what is over; and asking for more. */
export default function Exemptions() {
  const actor = useActor()
  const { household: opened } = usePageParams()
  const [state, setState] = useState<ExemptionState>('asked')
  const [pages, setPages] = useState(1)
  const [asking, setAsking] = useState(opened !== undefined)
  const query = { state, page: 1, size: Math.min(500, pages * PAGE) }
  const { data, error, refetch } = useRead(listExemptions, { query }, { every: POLL_MS, when: actor !== null })
  usePullDownRefresh(() => void refetch().finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const here = STATES.find(({ value }) => value === state)!
  return (
    <Page
      title="不用检的人"
      subtitle="网格员申请，网格长批"
      back
      action={
        <Button kind="plain" shape="pill" icon="plus" onPress={() => setAsking(true)}>
          申请
        </Button>
      }
    >
      <Choices
        label="看哪些"
        value={state}
        options={STATES}
        onChange={(next) => {
          setState(next)
          setPages(1)
        }}
      />
      {data === undefined && <Awaited error={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && (
        <Card>
          <Empty icon="done" title={here.none} text="有人来不了，点右上角“申请”，或者住户自己在手机上申请" />
        </Card>
      )}
      {data?.rows.map((exemption) => (
        <ExemptionCard key={exemption.id} exemption={exemption} actor={actor} />
      ))}
      {data !== undefined && data.total > data.rows.length && (
        <Card>
          <Button kind="plain" onPress={() => setPages(pages + 1)}>
            {`再看 ${Math.min(PAGE, data.total - data.rows.length)} 条`}
          </Button>
        </Card>
      )}
      {asking && (
        <AskSheet
          actor={actor}
          householdId={opened}
          onAsked={(exemption) => setState(exemption.state)}
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  )
}
