import type { Round } from '@gezhong/shared/people/rounds/contract'
import { listTubes, type Tube, type TubeFilter } from '@gezhong/shared/people/sampling/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { call } from '../../api/api.ts'
import { fetchEvery } from '../../api/fetch-every.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Icon } from '../../ui/icon.tsx'
import { paperWords } from '../../ui/time-words.ts'
import { usePrinting } from '../../ui/use-printing.ts'
import { methodWords } from './round-words.ts'

const fetchAll = (roundId: string, filter: TubeFilter): Promise<Tube[]> =>
  fetchEvery((part) => call(listTubes, { params: { id: roundId }, query: { ...filter, ...part } }))

/** The list that goes into the box with the tubes, by grid and code, to be signed by who gives and who takes it. */
export function HandOver({ round, filter }: { round: Round; filter: TubeFilter }) {
  const [tubes, setTubes] = useState<readonly Tube[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [printedAt, print] = usePrinting()
  const show = (all: readonly Tube[]): void => {
    setTubes(all)
    print()
  }
  const begin = () => {
    setBusy(true)
    fetchAll(round.id, filter)
      .then(show, toastProblem)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button icon={<Icon name="print" />} loading={busy} onClick={begin}>
        打印送检清单
      </Button>
      {printedAt !== null && tubes !== null
        ? createPortal(<Sheet round={round} tubes={tubes} at={printedAt} />, document.body)
        : null}
    </>
  )
}

const inOrder = (one: Tube, other: Tube): number =>
  one.gridCode.localeCompare(other.gridCode, 'zh', { numeric: true }) ||
  one.code.localeCompare(other.code, 'zh', { numeric: true })

function Sheet({ round, tubes, at }: { round: Round; tubes: readonly Tube[]; at: Date }) {
  const { titleOf } = useGrids()
  const { displayName } = useActor()
  const people = tubes.reduce((sum, tube) => sum + tube.people, 0)
  return (
    <section className="print-sheet hand-over">
      <table className="data-table">
        <thead>
          <tr>
            <th colSpan={7} className="print-heading">
              <b>{round.title} 送检清单</b> · {methodWords(round)} · 共 {tubes.length.toLocaleString()} 管{' '}
              {people.toLocaleString()} 人
            </th>
          </tr>
          <tr>
            <th className="right">序号</th>
            <th>管号</th>
            <th className="right">人数</th>
            <th>网格</th>
            <th>采样员</th>
            <th>采样时间</th>
            <th>备注</th>
          </tr>
        </thead>
        <tfoot>
          <tr>
            <td colSpan={7}>
              打印于 {at.toLocaleString('zh-CN')} · {displayName}
            </td>
          </tr>
        </tfoot>
        <tbody>
          {tubes.toSorted(inOrder).map((tube, index) => (
            <tr key={tube.id}>
              <td className="right num">{index + 1}</td>
              <td className="nowrap num">{tube.code}</td>
              <td className="right num">{tube.people}</td>
              <td className="nowrap">{titleOf(tube.gridCode)}</td>
              <td className="nowrap">{tube.openedByName}</td>
              <td className="nowrap num">{paperWords(tube.openedAt, at)}</td>
              <td className="write-here">{tube.sameCode > 0 ? '同号' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="signatures">
        {['交样人', '交样时间', '收样人', '收样时间'].map((words) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd />
          </div>
        ))}
      </dl>
    </section>
  )
}
