import { useEffect, useState } from 'react'
import { gridTitle, listGrids } from '@gezhong/shared/grid/communities/contract'
import { listRounds, type Round } from '@gezhong/shared/people/rounds/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { restartAt } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { GridSheet } from '../grid-sheet.tsx'
import { Desk } from './desk.tsx'
import { samplingGrids, samplingRounds } from './sampling-places.ts'
import './sampling.css'

/** Swabs into tubes, with and without a network: which round and which grid, and then the desk. */
export default function SamplingPage() {
  const { round: opened = '', grid: from = '' } = usePageParams()
  const actor = useActor()
  const [place, setPlace] = useState({ roundId: opened, gridId: from })
  const [choosing, setChoosing] = useState(false)
  const rounds = useRead(listRounds, {}, { keep: true, every: 6 * POLL_MS })
  const tree = useRead(listGrids, {}, { keep: true })
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const all = rounds.data?.rounds ?? []
  const grids = tree.data?.grids ?? []
  const start = grids.find(({ id }) => id === from)
  // One that was closed meanwhile stays: what was sampled in it is still to be sent, and counts.
  const open = start === undefined ? [] : samplingRounds(start, all, grids)
  const round = all.find(({ id, method }) => id === place.roundId && method === 'pcr') ?? open[0]
  const places = round === undefined ? [] : samplingGrids(actor, round, grids)
  const grid = places.find(({ id }) => id === place.gridId) ?? places[0]
  const frame = { title: '采样', subtitle: [round?.title, grid && gridTitle(grid)].filter(Boolean).join(' · ') }
  const switchPlace = places.length > 1 && (
    <Button kind="plain" shape="pill" onPress={() => setChoosing(true)}>
      换网格
    </Button>
  )
  const above = (
    <>
      {open.length > 1 && (
        <Choices
          label="采哪一轮"
          value={round?.id ?? ''}
          options={open.map(({ id, title }) => ({ value: id, word: title }))}
          onChange={(roundId) => setPlace({ ...place, roundId })}
        />
      )}
      {choosing && (
        <GridSheet
          title="给哪个网格采"
          grids={places}
          chosen={grid}
          onClose={() => setChoosing(false)}
          onChoose={({ id }) => setPlace({ roundId: round?.id ?? '', gridId: id })}
        />
      )}
    </>
  )
  if (round !== undefined && grid !== undefined)
    return (
      <Desk key={`${round.id} ${grid.id}`} {...frame} round={round} grid={grid} action={switchPlace} above={above} />
    )
  const isReady = rounds.data !== undefined && tree.data !== undefined
  return (
    <Page back {...frame} bar={<ConnectionBar />}>
      {isReady ? (
        <NothingToSample round={round} />
      ) : (
        <Awaited
          error={rounds.error ?? tree.error}
          rows={4}
          onRetry={() => void Promise.all([rounds.refetch(), tree.refetch()])}
        />
      )}
    </Page>
  )
}

function NothingToSample({ round }: { round: Round | undefined }) {
  return (
    <Card>
      {round === undefined ? (
        <Empty icon="clock" title="现在没有核酸要采" text="网格长或专班开了一轮，这里就能采" />
      ) : (
        <Empty icon="people" title="这一轮没有您采的网格" text="请网格长在管理页给您分配网格" />
      )}
    </Card>
  )
}
