import { displayDoor } from '@gezhong/shared/people/door'
import { sayGoods } from '@gezhong/shared/supplies/amounts'
import { CASE_KIND_WORDS, listDeliveryCases, type DeliveryCase } from '@gezhong/shared/supplies/deliveries/contract'
import { canSettleDelivery } from '@gezhong/shared/supplies/policy'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useActor } from '../../session/actor.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { useSettleCase } from '../runs/use-run-writes.ts'

function story({ kind, carrierName, at, deliveredAt, deliveredByName, missing }: DeliveryCase): string {
  const told = `${carrierName} ${whenWords(at)}`
  if (kind === 'twice' && deliveredAt !== null)
    return `${told} 又送了一次，${deliveredByName} ${whenWords(deliveredAt)} 已经送过`
  if (kind === 'partial') return `${told} 交的时候缺 ${sayGoods(missing)}`
  return told
}

const columnsOf = (
  may: (one: DeliveryCase) => boolean,
  onSettle: (one: DeliveryCase) => void,
): Column<DeliveryCase>[] => [
  { key: 'door', title: '门牌', cell: (one) => <b>{displayDoor(one.door)}</b> },
  {
    key: 'kind',
    title: '什么事',
    cell: (one) => <Tag tone={one.state === 'open' ? 'warn' : 'plain'}>{CASE_KIND_WORDS[one.kind]}</Tag>,
  },
  { key: 'story', title: '经过', wrap: true, cell: story },
  {
    key: 'settled',
    title: '怎么处理的',
    wrap: true,
    cell: (one) =>
      one.state === 'settled' ? (
        `${one.note}（${one.settledByName}）`
      ) : may(one) ? (
        <Button size="small" onClick={() => onSettle(one)}>
          处理
        </Button>
      ) : (
        <span className="quiet">等别人处理</span>
      ),
  },
]

const MOST = 200

/** Whose deliveries: of one stall, or of all that deliver on a day. */
export type Where = { stall: string } | { day: string }

/** What a person has to look at after deliveries; nothing is shown while there is nothing. */
export function DeliveryCases({ where }: { where: Where }) {
  const actor = useActor()
  const [settling, setSettling] = useState<DeliveryCase | null>(null)
  const { data, error } = useRead(listDeliveryCases, { query: { ...where, size: MOST } }, { refetchInterval: 10_000 })
  if (data === undefined || data.total === 0) return <ProblemNote error={error} />
  const may = ({ gridCode, carrierId }: DeliveryCase) => canSettleDelivery(actor, gridCode, carrierId)
  const open = data.rows.filter(({ state }) => state === 'open').length
  return (
    <section className="box stack">
      <b>
        要过目的事 <span className="num">{open}</span> 件{data.total > open ? `，处理好的 ${data.total - open} 件` : ''}
      </b>
      <DataTable
        label="要过目的事"
        columns={columnsOf(may, setSettling)}
        rows={data.rows}
        rowId={(one) => one.id}
        empty={null}
      />
      {settling === null ? null : <SettleDialog one={settling} onClose={() => setSettling(null)} />}
    </section>
  )
}

const CHOICES = ['问过了，住户收到了', '补一袋', '退钱', '记错了']
/** After these the voucher may still be open though the bag has arrived. */
const MAY_HAVE_ARRIVED = new Set<DeliveryCase['kind']>(['not-on-way', 'expired', 'revoked', 'wrong-door'])

function SettleDialog({ one, onClose }: { one: DeliveryCase; onClose: () => void }) {
  const [note, setNote] = useState('')
  const [delivered, setDelivered] = useState(false)
  const settle = useSettleCase()
  const submit = () =>
    settle.mutate(
      { params: { id: one.id }, body: { note: note.trim(), delivered } },
      {
        onSuccess: () => {
          showToast({ text: '处理好了' })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`${displayDoor(one.door)}：${CASE_KIND_WORDS[one.kind]}`}
      okText="处理好了"
      busy={settle.isPending}
      ready={note.trim() !== ''}
      error={settle.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>{story(one)}</p>
      {MAY_HAVE_ARRIVED.has(one.kind) ? (
        <Checkbox checked={delivered} onChange={(event) => setDelivered(event.target.checked)}>
          菜确实送到了，这一单算已送到
        </Checkbox>
      ) : null}
      <ReasonField value={note} onChange={setNote} choices={CHOICES} hint="写一句怎么处理的，会留在审计里" />
    </Dialog>
  )
}
