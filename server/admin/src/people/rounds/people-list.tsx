import { PeopleMark, roundPeople, type PeopleNumbers, type RoundHousehold } from '@gezhong/shared/people/board/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { HouseholdDrawer } from '../ledger/household-drawer.tsx'
import { MARK_FIELDS, MARK_WORDS } from './mark-words.ts'
import { missingList } from './rows-behind.ts'
import type { TabProps } from './tabs.ts'

const SIZE = 50

/** Who stands behind a number of persons: household by household, and the sum that was clicked. */
export function PeopleList({ round, filters, page, onFilter }: TabProps) {
  const { titleOf } = useGrids()
  const mark = PeopleMark.safeParse(filters.mark).data ?? 'due'
  const { data, error, refetch } = useRead(roundPeople, {
    params: { id: round.id },
    query: { page, size: SIZE, mark, grid: filters.grid || undefined },
  })
  const columns = useMemo(() => peopleColumns(titleOf, mark), [titleOf, mark])
  return (
    <>
      <div className="filter-bar">
        {PeopleMark.options.map((one) => (
          <Chip key={one} isOn={mark === one} onClick={() => onFilter({ mark: one })}>
            {MARK_WORDS[one]}
          </Chip>
        ))}
        {data ? (
          <span className="num" role="status">
            {data.total.toLocaleString()} 户，{MARK_WORDS[mark]} <b>{data.sum[MARK_FIELDS[mark]].toLocaleString()}</b>{' '}
            人
          </span>
        ) : null}
        <span className="push" />
        {mark === 'missing' ? <Link to={missingList(round.id, filters.grid || null)}>电话名单，可打印</Link> : null}
        <GridSelect value={filters.grid} onChange={(grid) => onFilter({ grid })} />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}${MARK_WORDS[mark]}的人`}
          columns={columns}
          rows={data?.rows}
          rowId={({ householdId }) => householdId}
          onOpen={({ householdId }) => onFilter({ household: householdId, page: String(page) })}
          openId={filters.household}
          empty={<Nobody mark={mark} round={round} />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="户" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
      {filters.household ? (
        <HouseholdDrawer id={filters.household} onClose={() => onFilter({ household: '', page: String(page) })} />
      ) : null}
    </>
  )
}

function Nobody({ mark, round }: { mark: PeopleMark; round: Round }) {
  if (mark === 'missing') return <Empty icon="check" title="一人不漏" hint={`${round.title}该检的都检了。`} />
  return <Empty title={`没有${MARK_WORDS[mark]}的人`} hint="换个网格再看。" />
}

function peopleColumns(titleOf: (code: string) => string, mark: PeopleMark): Column<RoundHousehold>[] {
  const number = (one: PeopleMark): Column<RoundHousehold> => ({
    key: one,
    title: MARK_WORDS[one],
    align: 'right',
    cell: (row: PeopleNumbers) => {
      const value = row[MARK_FIELDS[one]]
      if (value === 0) return <span className="quiet">—</span>
      return one === mark ? <b>{value}</b> : value
    },
  })
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    ...PeopleMark.options.map(number),
    {
      key: 'people',
      title: '登记到人的',
      wrap: true,
      width: '40%',
      cell: (row) => (row.people.length === 0 ? <span className="quiet">只知道人数</span> : <Named of={row} />),
    },
  ]
}

function Named({ of: { people, missingPeople } }: { of: RoundHousehold }) {
  return (
    <span className="row">
      {people.map(({ nameMasked, tested, excused }, index) => (
        <Tag key={index} tone={tested ? 'ok' : excused ? 'plain' : missingPeople > 0 ? 'warn' : 'plain'}>
          {nameMasked}
          {tested ? ' 已检' : excused ? ' 不用检' : missingPeople > 0 ? ' 没记到' : ''}
        </Tag>
      ))}
    </span>
  )
}
