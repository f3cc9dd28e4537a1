import { roundMatrix, type PeopleNumbers } from '@gezhong/shared/people/board/contract'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import '../../ui/heat.css'
import '../../ui/kpi.css'
import { Skeleton } from '../../ui/skeleton.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { HeatWords } from './heat-words.tsx'
import { doneRate, heatOf } from './rate.ts'
import { peopleBehind } from './rows-behind.ts'
import { worstFirst } from './worst-first.ts'

type Matrix = z.output<typeof roundMatrix.reply>

/** Grids by rounds, the newest at the right: where it is always the same one that lags. Each leads to those it counts. */
export function RoundMatrix({
  level,
  order,
  onChange,
}: {
  level: string
  order: string
  onChange: (change: { level?: string; order?: string }) => void
}) {
  const byGrid = level === 'grid'
  const byCode = order === 'code'
  const { data, error, refetch } = useRead(roundMatrix, { query: { level: byGrid ? 'grid' : 'sub-grid' } })
  return (
    <>
      <div className="filter-bar">
        <Chip isOn={!byGrid} onClick={() => onChange({ level: '' })}>
          小网格
        </Chip>
        <Chip isOn={byGrid} onClick={() => onChange({ level: 'grid' })}>
          网格
        </Chip>
        <span className="push" />
        <Chip isOn={!byCode} onClick={() => onChange({ order: '' })}>
          差得多的在前
        </Chip>
        <Chip isOn={byCode} onClick={() => onChange({ order: 'code' })}>
          按编号
        </Chip>
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        {data === undefined ? (
          error ? null : (
            <Skeleton lines={8} height={20} />
          )
        ) : data.rounds.length === 0 ? (
          <Empty icon="tube" title="还没有开过检测" hint="开了两轮以后，哪里总是差人，一眼看得出来。" />
        ) : (
          <MatrixTable key={data.rounds.length} matrix={data} rows={byCode ? data.rows : worstFirst(data.rows)} />
        )}
      </section>
      <HeatWords />
    </>
  )
}

function MatrixTable({ matrix, rows }: { matrix: Matrix; rows: Matrix['rows'] }) {
  const { titleOf, byCode } = useGrids()
  const placeOf = (roundId: string, code: string): string | null => {
    const grid = byCode.get(code)
    return grid === undefined ? null : peopleBehind(roundId, grid.id, 'missing')
  }
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The newest rounds are looked at first.
    if (box.current) box.current.scrollLeft = box.current.scrollWidth
  }, [])
  return (
    <div className="heat-scroll" ref={box} tabIndex={0} role="region" aria-label="各网格历次完成">
      <table className="data-table matrix heat-table">
        <thead>
          <tr>
            <th>网格</th>
            {matrix.rounds.map((round) => (
              <th key={round.id} className="center">
                <Link className="plain-link" to={`/rounds/${round.id}`}>
                  {round.title}
                </Link>
                <span className="small quiet num">{whenWords(round.startsAt).split(' ')[0]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.gridCode}>
              <td>{titleOf(row.gridCode)}</td>
              {matrix.rounds.map((round, index) => (
                <Cell
                  key={round.id}
                  numbers={row.cells[index] ?? null}
                  to={placeOf(round.id, row.gridCode)}
                  about={`${titleOf(row.gridCode)}，${round.title}`}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ numbers, to, about }: { numbers: PeopleNumbers | null; to: string | null; about: string }) {
  if (numbers === null || numbers.expectedPeople === 0)
    return (
      <td className="center num">
        <span className="quiet" aria-label={`${about}：没有要检的人`}>
          —
        </span>
      </td>
    )
  const rate = doneRate(numbers)
  const { missingPeople } = numbers
  const left = missingPeople === 0 ? '齐了' : `差 ${missingPeople.toLocaleString()}`
  const said = (
    <>
      {rate === null ? '不用检' : `${rate}%`}
      <small>{left}</small>
    </>
  )
  return (
    <td className={`center num ${heatOf(rate)}`}>
      {to === null ? (
        said
      ) : (
        <Link className="plain-link" to={to} aria-label={`${about}：完成 ${rate ?? 100}%，${left}`}>
          {said}
        </Link>
      )}
    </td>
  )
}
