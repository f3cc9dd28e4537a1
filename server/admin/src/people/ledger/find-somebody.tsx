import { displayDoor } from '@gezhong/shared/people/door'
import { listHouseholds, readHousehold, type Household } from '@gezhong/shared/people/ledger/contract'
import { Radio } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { SearchBox } from '../../table/search-box.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

const SHOWN = 8

export interface Somebody {
  householdId: string
  residentId: string | null
}

/** Searches the ledger by door or phone for a household, and in it for the person where one is meant. */
export function FindSomebody({
  begin,
  gridId,
  onePerson,
  chosen,
  onChoose,
  hint,
}: {
  /** What is looked for first. */
  begin: string
  gridId?: string | null
  onePerson: boolean
  chosen: Somebody | null
  onChoose: (one: Somebody | null) => void
  /** What to do when it is not there. */
  hint: string
}) {
  const [words, setWords] = useState(begin)
  const query = { q: words || undefined, size: SHOWN, grid: gridId ?? undefined }
  const { data, error } = useRead(listHouseholds, { query }, { enabled: words !== '' })
  return (
    <>
      <SearchBox value={words} onChange={setWords} placeholder="搜门牌或电话" width={412} />
      <ProblemNote error={error} />
      {words === '' ? (
        <p className="quiet">写门牌或电话，找到那一户。</p>
      ) : data === undefined ? (
        <Skeleton lines={4} />
      ) : data.rows.length === 0 ? (
        <Empty icon="search" title="没有找到" hint={`换个写法，例如只写号数。${hint}`} />
      ) : (
        <Found
          rows={data.rows}
          total={data.total}
          chosen={chosen?.householdId ?? null}
          onChoose={(householdId) => onChoose({ householdId, residentId: null })}
        />
      )}
      {chosen !== null && onePerson ? (
        <WhichPerson
          householdId={chosen.householdId}
          chosen={chosen.residentId}
          onChoose={(residentId) => onChoose({ ...chosen, residentId })}
        />
      ) : null}
    </>
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
