import { civilDay } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  askExemption,
  EXEMPTION_WORDS,
  ExemptionReason,
  LONGEST_EXEMPTION_DAYS,
} from '@gezhong/shared/people/exemptions/contract'
import { listHouseholds, readHousehold, type Resident } from '@gezhong/shared/people/ledger/contract'
import { canDecideExemption } from '@gezhong/shared/people/policy'
import { Input, InputNumber, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { EXEMPTION_READS } from './use-exemption-writes.ts'

const REASONS = ExemptionReason.options.map((value) => ({ value, label: EXEMPTION_WORDS[value] }))
const DAY_MS = 86_400_000
const USUAL_DAYS = 7

/** Asks for somebody of a household; where the asker may decide, it holds at once. */
export function AskExemptionDialog({ householdId, onClose }: { householdId: string | null; onClose: () => void }) {
  const actor = useActor()
  const ids = { until: useId(), from: useId(), note: useId() }
  const [id] = useState(newId)
  const [chosen, setChosen] = useState(householdId)
  const [residentId, setResident] = useState<string | null>(null)
  const [people, setPeople] = useState<number | null>(1)
  const [reason, setReason] = useState<ExemptionReason>('away')
  const [fromDay, setFrom] = useState(() => civilDay(new Date()))
  const [untilDay, setUntil] = useState(() => civilDay(new Date(new Date().getTime() + USUAL_DAYS * DAY_MS)))
  const [note, setNote] = useState('')
  const home = useRead(readHousehold, { params: { id: chosen ?? '' } }, { enabled: chosen !== null }).data
  const ask = useWrite(askExemption, EXEMPTION_READS)
  const atOnce = home !== undefined && canDecideExemption(actor, home.gridCode)
  const submit = () => {
    if (chosen === null || people === null) return
    const count = residentId === null ? people : 1
    const body = { id, householdId: chosen, residentId, people: count, reason, fromDay, untilDay, note }
    ask.mutate(
      { body },
      {
        onSuccess: ({ state }) => {
          showToast({ text: state === 'approved' ? '记下了，已经算不用检' : '报上去了，等网格长批' })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title="申请不用检测"
      okText={atOnce ? '记下' : '报上去'}
      busy={ask.isPending}
      ready={chosen !== null && people !== null && untilDay >= fromDay}
      error={ask.error}
      onOk={submit}
      onClose={onClose}
    >
      {householdId === null ? (
        <HouseholdField value={chosen} onChange={setChosen} />
      ) : (
        <b>{home ? displayDoor(home.door) : ''}</b>
      )}
      <WhoField
        residents={(home?.people ?? []) as readonly Resident[]}
        residentId={residentId}
        onResident={setResident}
        people={people}
        onPeople={setPeople}
      />
      <div className="field">
        <span>为什么</span>
        <Radio.Group
          aria-label="为什么"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          options={REASONS}
        />
      </div>
      <div className="row">
        <div className="field">
          <label htmlFor={ids.from}>从哪天</label>
          <Input id={ids.from} type="date" value={fromDay} onChange={(event) => setFrom(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={ids.until}>到哪天</label>
          <Input
            id={ids.until}
            type="date"
            min={fromDay}
            value={untilDay}
            onChange={(event) => setUntil(event.target.value)}
          />
        </div>
      </div>
      <span className="field-help">最长 {LONGEST_EXEMPTION_DAYS} 天，到期再看。</span>
      <div className="field">
        <label htmlFor={ids.note}>说明（可不填）</label>
        <Input
          id={ids.note}
          value={note}
          maxLength={200}
          placeholder="比如：在县医院，4 月 9 日出院"
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Dialog>
  )
}

const FOUND = 12

function HouseholdField({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const [words, setWords] = useState('')
  const { data, isFetching } = useRead(listHouseholds, { query: { q: words || undefined, size: FOUND } })
  return (
    <div className="field">
      <span>哪一户</span>
      <Select
        aria-label="哪一户"
        showSearch={{ filterOption: false, onSearch: setWords }}
        placeholder="写门牌来找"
        value={value ?? undefined}
        loading={isFetching}
        onChange={onChange}
        options={(data?.rows ?? []).map(({ id, door }) => ({ value: id, label: displayDoor(door) }))}
      />
    </div>
  )
}

const BY_NUMBER = ''

function WhoField({
  residents,
  residentId,
  onResident,
  people,
  onPeople,
}: {
  residents: readonly Resident[]
  residentId: string | null
  onResident: (id: string | null) => void
  people: number | null
  onPeople: (people: number | null) => void
}) {
  return (
    <div className="field">
      <span>谁</span>
      <div className="row">
        <Select
          aria-label="谁"
          value={residentId ?? BY_NUMBER}
          onChange={(id) => onResident(id === BY_NUMBER ? null : id)}
          options={[
            { value: BY_NUMBER, label: '只按人数' },
            ...residents.map(({ id, name }) => ({ value: id, label: name ?? '孩子（不记名）' })),
          ]}
          style={{ minWidth: 160 }}
        />
        {residentId === null ? (
          <InputNumber
            aria-label="几个人"
            min={1}
            max={99}
            precision={0}
            value={people}
            onChange={onPeople}
            suffix="人"
          />
        ) : null}
      </div>
    </div>
  )
}
