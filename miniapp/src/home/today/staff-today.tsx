import { useState } from 'react'
import { hasRole, type Actor } from '@gezhong/shared/actor'
import { type Grid, gridTitle, listGrids } from '@gezhong/shared/grid/communities/contract'
import { listRolls, type Roll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { useChosenGrid } from '../../people/chosen-grid.ts'
import { useChosenRoll } from '../../people/chosen-roll.ts'
import { rollsFor, workGrids } from '../../people/grid-scope.ts'
import { OwnHomeCards } from '../../people/own-rounds/own-homes.tsx'
import { useOwnHomes } from '../../people/own-rounds/use-own-homes.ts'
import { ExemptionsEntry } from '../../people/exemptions/exemptions-entry.tsx'
import { AntigenEntry } from '../../people/antigen/antigen-entries.tsx'
import { MissingCard } from '../../people/roll/missing-card.tsx'
import { SamplingEntry } from '../../people/sampling/sampling-entry.tsx'
import { RollSwitch } from '../../people/roll-switch.tsx'
import { RunsEntry } from '../../supplies/run/runs-entry.tsx'
import { StallsEntry } from '../../supplies/stalls/stalls-entry.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { ShareEntry } from '../share/share-entry.tsx'
import { Tabs } from '../tabs.tsx'

/** A worker's day: one number, how many are missing, and the ways to make it smaller. */
export function StaffToday({ actor }: { actor: Actor }) {
  const grids = useRead(listGrids, {}, { keep: true })
  const rolls = useRead(listRolls, {}, { keep: true, every: 6 * POLL_MS })
  const [choosing, setChoosing] = useState(false)
  const mine = workGrids(actor, grids.data?.grids ?? [])
  const [grid, choose] = useChosenGrid(mine)
  const asking = grid && rolls.data ? rollsFor(grid, rolls.data.rolls, grids.data?.grids ?? []) : []
  const { roll, choose: chooseRoll } = useChosenRoll(asking)
  const ready = grids.data !== undefined && rolls.data !== undefined
  const error = grids.error ?? rolls.error
  return (
    <Page
      title={grid === undefined ? '今日' : gridTitle(grid)}
      subtitle={roll?.title}
      bar={<ConnectionBar />}
      footer={<Tabs here="today" />}
      action={
        mine.length > 1 ? (
          <Button kind="plain" shape="pill" onPress={() => setChoosing(true)}>
            换网格
          </Button>
        ) : (
          <ReadingSizePill />
        )
      }
    >
      {!ready && (
        <Awaited error={error} rows={4} onRetry={() => void Promise.all([grids.refetch(), rolls.refetch()])} />
      )}
      {ready && grid === undefined && (
        <Card>
          <Empty icon="people" title="还没有给您分网格" text="请网格长在管理页给您分配网格，分好后这里就有名单" />
        </Card>
      )}
      {ready && grid !== undefined && roll === undefined && (
        <Card>
          <Empty icon="clock" title="现在没有点名" text="网格长或专班开始一次点名后，这里显示还差几户" />
        </Card>
      )}
      {grid !== undefined && <SamplingEntry actor={actor} grid={grid} grids={grids.data?.grids ?? []} />}
      {grid !== undefined && <AntigenEntry actor={actor} grid={grid} grids={grids.data?.grids ?? []} />}
      {grid !== undefined && roll !== undefined && (
        <>
          <RollSwitch rolls={asking} chosen={roll.id} onChoose={chooseRoll} />
          <MissingCard key={roll.id} actor={actor} grid={grid} roll={roll} />
        </>
      )}
      <RunsEntry />
      {grid !== undefined && <StallsEntry />}
      {grid !== undefined && <ExemptionsEntry actor={actor} grid={grid} />}
      {grid !== undefined && <ShareEntry actor={actor} grid={grid} />}
      {hasRole(actor, ['resident']) && <OwnHouseholds />}
      {choosing && (
        <GridSheet grids={mine} chosen={grid} roll={roll} onChoose={choose} onClose={() => setChoosing(false)} />
      )}
    </Page>
  )
}

function OwnHouseholds() {
  return <OwnHomeCards homes={useOwnHomes()} named />
}

interface GridSheetProps {
  grids: readonly Grid[]
  chosen: Grid | undefined
  roll: Roll | undefined
  onChoose: (grid: Grid) => void
  onClose: () => void
}

function GridSheet({ grids, chosen, roll, onChoose, onClose }: GridSheetProps) {
  // One that asks a single grid says nothing of the others.
  const askedEverywhere = roll !== undefined && roll.gridId === null
  const { data: progress } = useRead(rollProgress, { params: { id: roll?.id ?? '' } }, { when: askedEverywhere })
  const missing = (code: string) =>
    progress?.grids
      .filter(({ gridCode }) => gridCode === code || gridCode.startsWith(`${code}-`))
      .reduce((sum, grid) => sum + grid.missing, 0)
  return (
    <Sheet title="看哪个网格" onClose={onClose}>
      {grids.map((grid) => {
        const left = missing(grid.code)
        return (
          <Row
            key={grid.id}
            icon={grid.id === chosen?.id ? 'check' : 'people'}
            title={gridTitle(grid)}
            note={left === undefined ? undefined : left === 0 ? '都报了' : `还差 ${left} 户`}
            onPress={() => {
              onChoose(grid)
              onClose()
            }}
          />
        )
      })}
    </Sheet>
  )
}
