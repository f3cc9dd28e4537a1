import { View } from '@tarojs/components'
import { type ReactNode } from 'react'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { useActor } from '../../platform/session.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { AtRest } from './at-rest.tsx'
import { codeSaid } from './code-said.ts'
import { CodeWords, DoorLine } from './door-line.tsx'
import { DeskSheets } from './desk-sheets.tsx'
import { DoorResults } from './door-results.tsx'
import { findDoors } from './find-doors.ts'
import { HouseholdCard, peopleChosen } from './household-card.tsx'
import { OpenTube } from './open-tube.tsx'
import { sheetNow, visitsOf } from './sheet-numbers.ts'
import { type KeptTube, peopleIn } from './swabs.ts'
import { TubeHead } from './tube-head.tsx'
import { TubeNotices } from './tube-notices.tsx'
import { type DeskState, useDesk } from './use-desk.ts'
import { useSheet } from './use-sheet.ts'
import { useTubesHere } from './use-tubes-here.ts'

interface Props {
  title: string
  subtitle: string
  round: Round
  grid: Grid
  action: ReactNode
  above: ReactNode
}

/** One tube after another, one household after another: made for one thumb and six seconds a person. */
export function Desk({ title, subtitle, round, grid, action, above }: Props) {
  const reading = useSheet(round.id, grid.id)
  const { sheet, error } = reading
  const actor = useActor()
  const tubes = useTubesHere(round.id, grid.id)
  const desk = useDesk(tubes, round.tubeSize)
  const { current } = tubes
  const households = sheet === null ? [] : sheetNow(sheet, tubes.tubes)
  const household = households.find(({ householdId }) => householdId === desk.chosen?.householdId)
  const read = (text: string, scanned: boolean) =>
    codeSaid(text, {
      households: sheet === null ? null : households,
      communityId: actor?.communityId ?? '',
      tubeCode: current?.code ?? '',
      scanned,
    })
  const said = desk.chosen !== null ? null : read(desk.words, desk.scanned)
  const take = (text: string, scanned: boolean) => {
    const found = read(text, scanned)
    if (found?.kind === 'found') desk.find(found.household)
    else desk.type(text, scanned)
  }
  const footer = current && <Foot desk={desk} tube={current} household={household} tubeSize={round.tubeSize} />
  return (
    <Page back title={title} subtitle={subtitle} action={action} bar={<ConnectionBar />} footer={footer}>
      {above}
      {(tubes.full || reading.unkept) && (
        <Banner
          tone="bad"
          title={tubes.full ? '手机存满了，刚记的只在屏幕上' : '手机存满了，名单没存下'}
          text="先别关页面，连上网再采"
        />
      )}
      {round.state === 'closed' && <Banner tone="info" title="这一轮已经结束" text="没送上去的照样算，会标成晚到" />}
      <TubeNotices tubes={tubes.tubes} />
      {current === undefined && (
        <OpenTube
          tubes={tubes.tubes}
          last={tubes.last}
          carried={desk.carried}
          onOpen={desk.openTube}
          onReopen={desk.reopen}
        />
      )}
      {current !== undefined && (
        <>
          <TubeHead tube={current} size={round.tubeSize} onList={() => desk.setOpen('list')} />
          <DoorLine desk={desk} onText={take} />
          {said?.kind === 'words' && <CodeWords said={said} onOutsider={() => desk.setOpen('outsider')} />}
          {sheet === null && <Awaited error={error} title="名单没读到" onRetry={reading.again} />}
          {sheet !== null && household === undefined && said === null && desk.words.trim() !== '' && (
            <DoorResults found={findDoors(households, desk.words)} words={desk.words} onChoose={desk.choose} />
          )}
          {household !== undefined && desk.chosen !== null && (
            <HouseholdCard household={household} chosen={desk.chosen} onChange={desk.setChosen} />
          )}
          {desk.words === '' && (
            <AtRest
              tube={current}
              reading={reading}
              missing={households.reduce((sum, { missing }) => sum + missing, 0)}
              visits={households.filter((one) => visitsOf(one) > 0).length}
              onVisits={() => desk.setOpen('visits')}
              onUndo={(act) => tubes.undo(current, act)}
              onOutsider={() => desk.setOpen('outsider')}
            />
          )}
          <DeskSheets
            desk={desk}
            households={households}
            tube={current}
            size={round.tubeSize}
            onUndo={(act) => tubes.undo(current, act)}
          />
        </>
      )}
    </Page>
  )
}

interface FootProps {
  desk: DeskState
  tube: KeptTube
  household: SheetHousehold | undefined
  tubeSize: number
}

/** The key that records stands at one place, so that a second tap of the thumb meets nothing else. */
function Foot({ desk, tube, household, tubeSize }: FootProps) {
  const people = desk.chosen === null ? 0 : peopleChosen(desk.chosen)
  const isFull = peopleIn(tube) >= tubeSize
  return (
    <View className="sampling-foot">
      {household === undefined ? (
        <Button kind={isFull ? 'main' : 'plain'} onPress={() => desk.changeTube([])}>
          换一管
        </Button>
      ) : (
        <Button kind="plain" onPress={desk.clear}>
          返回
        </Button>
      )}
      <Button disabled={people === 0} onPress={() => desk.record(household)}>
        {`记下 ${people} 人`}
      </Button>
    </View>
  )
}
