import { useEffect, useState } from 'react'
import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { listDues, DUE_STATE_WORDS, type Due, type DueState } from '@gezhong/shared/supplies/payments/contract'
import { readStall } from '@gezhong/shared/supplies/stalls/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { endPullDown, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Search } from '../../ui/search.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Tag } from '../../ui/tag.tsx'
import { PaymentSheet } from '../payments/payment-sheet.tsx'
import { standTone, standWords } from '../payments/payment-words.ts'
import { TakingsCard } from '../payments/takings-card.tsx'

const PAGE = 40
const EMPTY: Record<DueState, string> = { open: '都收齐了', overpaid: '没有要退的', settled: '还没有两清的' }

/** Who still owes at a stall, door by door; a door that is tapped pays. */
export default function Dues() {
  const actor = useActor()
  const { id = '' } = usePageParams()
  const [state, setState] = useState<DueState>('open')
  const [words, setWords] = useState('')
  const [size, setSize] = useState(PAGE)
  const [paying, setPaying] = useState<Due | null>(null)
  const signedIn = actor !== null
  const stall = useRead(readStall, { params: { id } }, { keep: true, when: signedIn })
  const query = { state, size, ...(words === '' ? {} : { q: words }) }
  const list = useRead(
    listDues,
    { params: { id }, query },
    { keep: words === '' && size === PAGE, every: POLL_MS, when: signedIn },
  )
  usePullDownRefresh(() => void list.refetch().finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const { data } = list
  return (
    <Page back title="收款" subtitle={stall.data?.title} bar={<ConnectionBar />}>
      <TakingsCard stallId={id} />
      <Segmented<DueState>
        label="看哪些户"
        value={state}
        onChange={(next) => {
          setState(next)
          setSize(PAGE)
        }}
        options={(['open', 'overpaid', 'settled'] as const).map((value) => ({ value, word: DUE_STATE_WORDS[value] }))}
      />
      <Search label="找门牌" placeholder="门牌，如 32" value={words} onChange={setWords} />
      {data === undefined && <Awaited error={list.error} rows={5} onRetry={() => void list.refetch()} />}
      {data?.rows.length === 0 && (
        <Card>
          <Empty icon="list" title={words === '' ? EMPTY[state] : '没有找到'} text="换一栏看看，或搜别的门牌" />
        </Card>
      )}
      {data !== undefined && data.rows.length > 0 && (
        <Card
          title={`${data.total} 户`}
          note={state === 'overpaid' ? `要退 ${sayFen(data.overpaidFen)}` : `还欠 ${sayFen(data.openFen)}`}
        >
          {data.rows.map((due) => (
            <Row
              key={due.orderId}
              title={displayDoor(due.door)}
              note={`应收 ${sayFen(due.dueFen)}，已收 ${sayFen(due.paidFen)}`}
              end={<Tag tone={standTone(due)}>{standWords(due)}</Tag>}
              label={`${displayDoor(due.door)}，${standWords(due)}`}
              onPress={() => setPaying(due)}
            />
          ))}
          {data.rows.length < data.total && (
            <Button kind="plain" busy={list.isFetching} onPress={() => setSize(Math.min(500, size + PAGE))}>
              {`再看一些（共 ${data.total} 户）`}
            </Button>
          )}
        </Card>
      )}
      {paying !== null && <PaymentSheet key={paying.orderId} due={paying} onClose={() => setPaying(null)} />}
    </Page>
  )
}
