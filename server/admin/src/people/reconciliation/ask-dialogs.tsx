import { displayDoor } from '@gezhong/shared/people/door'
import { listHouseholds } from '@gezhong/shared/people/ledger/contract'
import type { Difference } from '@gezhong/shared/people/reconciliation/contract'
import { InputNumber } from 'antd'
import { useCallback, useState } from 'react'
import { useRead } from '../../api/query.ts'
import { SearchBox } from '../../table/search-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

const FOUND_SHOWN = 8

/** Which household the report belongs to, found by door or phone. */
export function HouseholdDialog({
  difference,
  onClose,
  onChoose,
}: {
  difference: Difference
  onClose: () => void
  onChoose: (householdId: string) => void
}) {
  const [words, setWords] = useState(difference.report?.door ?? '')
  const [householdId, setHouseholdId] = useState('')
  const search = useCallback((next: string) => setWords(next), [])
  const found = useRead(listHouseholds, { query: { q: words || undefined, size: FOUND_SHOWN } }).data
  return (
    <Dialog
      title="是哪一户？"
      okText="就是这户"
      busy={false}
      ready={householdId !== ''}
      onOk={() => onChoose(householdId)}
      onClose={onClose}
    >
      {difference.report?.text ? <p className="said">“{difference.report.text}”</p> : null}
      <SearchBox value={words} onChange={search} placeholder="搜门牌或电话" width={412} />
      {found === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <ul className="found" role="radiogroup" aria-label="住户">
          {found.rows.map((household) => (
            <li key={household.id}>
              <label>
                <input
                  type="radio"
                  name="household"
                  checked={householdId === household.id}
                  onChange={() => setHouseholdId(household.id)}
                />
                <b>{displayDoor(household.door)}</b>
                <span className="quiet num">
                  {household.headcount === null ? '' : `${household.headcount} 人`} {household.phonesMasked[0] ?? ''}
                </span>
              </label>
            </li>
          ))}
          {found.rows.length === 0 ? <li className="quiet">没找到，换个写法再搜。</li> : null}
        </ul>
      )}
    </Dialog>
  )
}

/** The right number, when neither the ledger nor the report has it. */
export function HeadcountDialog({
  difference,
  onClose,
  onSay,
}: {
  difference: Difference
  onClose: () => void
  onSay: (headcount: number, reason: string) => void
}) {
  const [headcount, setHeadcount] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title="实际是几个人？"
      okText="就按这个"
      busy={false}
      ready={headcount !== null}
      onOk={() => headcount !== null && onSay(headcount, reason)}
      onClose={onClose}
    >
      <p className="quiet">
        台账 {difference.household?.headcount ?? '—'} 人，自报 {difference.report?.headcount ?? '—'} 人
      </p>
      <label className="field">
        <span>人数</span>
        <InputNumber autoFocus min={0} max={500} precision={0} value={headcount} onChange={setHeadcount} />
      </label>
      <ReasonField value={reason} onChange={setReason} choices={['打电话问过', '入户看过']} optional />
    </Dialog>
  )
}
