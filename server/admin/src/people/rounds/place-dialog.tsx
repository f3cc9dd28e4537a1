import { displayDoor } from '@gezhong/shared/people/door'
import { listHouseholds, readHousehold, type Household } from '@gezhong/shared/people/ledger/contract'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import type { UnplacedSample } from '@gezhong/shared/people/unplaced/contract'
import { Radio } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { SearchBox } from '../../table/search-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { DecideSample } from './use-decide-sample.ts'

const SHOWN = 8

/** Finds the household that a sample is of, and the person where one is known. */
export function PlaceDialog({
  round,
  sample,
  deciding,
  onClose,
}: {
  round: Round
  sample: UnplacedSample
  deciding: DecideSample
  onClose: () => void
}) {
  const [words, setWords] = useState(sample.claimed?.door ?? '')
  const [householdId, setHouseholdId] = useState<string | null>(null)
  const [residentId, setResidentId] = useState<string | null>(null)
  const query = { q: words || undefined, size: SHOWN, grid: round.gridId ?? undefined }
  const { data, error } = useRead(listHouseholds, { query }, { enabled: words !== '' })
  const choose = (id: string) => {
    setHouseholdId(id)
    setResidentId(null)
  }
  return (
    <Dialog
      title={`这 ${sample.people} 人是谁家的`}
      okText="归到这户"
      busy={deciding.busy === sample.id}
      ready={householdId !== null}
      onOk={() => {
        if (householdId !== null) deciding.decide(sample.id, { decision: 'placed', householdId, residentId }, onClose)
      }}
      onClose={onClose}
    >
      <SearchBox value={words} onChange={setWords} placeholder="搜门牌或电话" width={412} />
      <ProblemNote error={error} />
      {words === '' ? (
        <p className="quiet">写门牌或电话，找到那一户。</p>
      ) : data === undefined ? (
        <Skeleton lines={4} />
      ) : data.rows.length === 0 ? (
        <Empty icon="search" title="没有找到" hint="换个写法，例如只写号数。不在台账上的，请选“算外来的”。" />
      ) : (
        <Found rows={data.rows} total={data.total} chosen={householdId} onChoose={choose} />
      )}
      {householdId !== null && sample.people === 1 ? (
        <WhichPerson householdId={householdId} chosen={residentId} onChoose={setResidentId} />
      ) : null}
    </Dialog>
  )
}

function Found({
  rows,
  total,
  chosen,
  onChoose,
}: {
  rows: readonly Household[]
  total: number
  chosen: string | null
  onChoose: (id: string) => void
}) {
  const { titleOf } = useGrids()
  return (
    <>
      <Radio.Group
        className="found-households"
        aria-label="哪一户"
        value={chosen}
        onChange={(event) => onChoose(event.target.value as string)}
        options={rows.map(({ id, door, gridCode, headcount }) => ({
          value: id,
          label: `${displayDoor(door)} · ${titleOf(gridCode)} · ${headcount === null ? '人数不知道' : `${headcount} 人`}`,
        }))}
      />
      {total > rows.length ? <p className="quiet small">还有 {total - rows.length} 户，写细一点。</p> : null}
    </>
  )
}

function WhichPerson({
  householdId,
  chosen,
  onChoose,
}: {
  householdId: string
  chosen: string | null
  onChoose: (id: string | null) => void
}) {
  const people = useRead(readHousehold, { params: { id: householdId } }).data?.people ?? []
  if (people.length === 0) return null
  return (
    <div className="field">
      <span>是哪一个人</span>
      <Radio.Group
        aria-label="是哪一个人"
        value={chosen ?? ''}
        onChange={(event) => onChoose((event.target.value as string) || null)}
        options={[
          ...people.map(({ id, name }) => ({ value: id, label: name ?? '小孩' })),
          { value: '', label: '不知道是谁' },
        ]}
      />
    </div>
  )
}
