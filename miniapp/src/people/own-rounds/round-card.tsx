import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { livesIn } from '@gezhong/shared/actor'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import type { OwnAsk, OwnRound } from '@gezhong/shared/people/own-rounds/contract'
import { roundWords } from '@gezhong/shared/people/own-rounds/round-words'
import type { AskedOfMe } from '@gezhong/shared/people/reports/contract'
import { go } from '../../platform/navigation.ts'
import { useReadingSize } from '../../platform/reading-size.ts'
import { useActor } from '../../platform/session.ts'
import { useNow } from '../../platform/use-now.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Tile, Tiles } from '../../ui/tile.tsx'
import { antigenPath } from '../antigen/antigen-path.ts'
import { useAskToBeTold } from '../reminders/use-ask-to-be-told.ts'
import { OwnAnswer, useAnswer } from '../report/own-answer.tsx'
import { reportPath } from '../report/report-path.ts'
import { AskRow, CannotComeSheet } from './cannot-come.tsx'
import { HomeCodeSheet } from './home-code-sheet.tsx'
import { graveWords, headline, shownOf, type Shown } from './person-words.ts'
import { SiteRows } from './site-rows.tsx'
import './own-rounds.css'

interface Props {
  household: Household
  round: OwnRound
  asks: readonly OwnAsk[]
  /** What the household said itself in the same roll. */
  asked: AskedOfMe | undefined
}

/** One round as a household needs it: who has still to go, where and when, the code to show, and what if one cannot. */
export function RoundCard({ household, round, asks, asked }: Props) {
  const now = useNow()
  const actor = useActor()
  const [open, setOpen] = useState<'code' | 'cannot' | null>(null)
  const place = { householdId: household.id, rollId: round.id }
  const answer = useAnswer(place, asked?.receipt ?? null)
  const isOpen = round.state === 'open'
  const isSampled = round.method === 'pcr'
  const askToBeTold = useAskToBeTold(isOpen && isSampled && actor !== null && livesIn(actor, household.id))
  const close = () => setOpen(null)
  const showCode = () => {
    setOpen('code')
    void askToBeTold()
  }
  const said = headline(round)
  const toDo = round.missing > 0 || round.due === 0
  const grave = graveWords(round)
  const isElder = useReadingSize() === 'elder'
  const shown = shownOf(round)
  // Nobody's tile says who has still to go: then the sentence does.
  const nameless = shown.length === 0 || (round.missing > 0 && !shown.some(({ isMissing }) => isMissing))
  return (
    <Card title={round.title} note={roundWords(round, now)}>
      {(isElder || nameless) && (
        <View className="round-head">
          <Text className={`round-headline round-${said.tone}`}>{said.words}</Text>
        </View>
      )}
      {!isElder && <Stands shown={shown} />}
      {grave !== null && <Banner {...grave} />}
      {asks.map((ask) => (
        <AskRow key={ask.id} ask={ask} people={round.people} />
      ))}
      {isOpen && isSampled && <SiteRows round={round} now={now} />}
      {answer !== null && <OwnAnswer answer={answer} replacedOwn={asked?.replacedOwn ?? null} {...place} />}
      {isOpen && (
        <View className="round-keys">
          {isSampled ? (
            <Button kind={toDo ? 'main' : 'soft'} onPress={showCode}>
              出示采样码
            </Button>
          ) : (
            <Button kind={toDo ? 'main' : 'soft'} onPress={() => go(antigenPath(round.id, household.id))}>
              {toDo ? '测抗原、报结果' : '看报过的抗原'}
            </Button>
          )}
          {round.missing > 0 && (
            <Buttons>
              <Button kind="plain" onPress={() => setOpen('cannot')}>
                {isSampled ? '走不动、来不了' : '测不了'}
              </Button>
              {isSampled && answer === null && (
                <Button kind="plain" onPress={() => go(reportPath(round.id, household.id))}>
                  在别处采过了
                </Button>
              )}
            </Buttons>
          )}
        </View>
      )}
      {isElder && (
        <View className="round-keys">
          <Stands shown={shown.filter(({ isMissing }) => !isMissing)} />
        </View>
      )}
      {open === 'code' && (
        <HomeCodeSheet household={household} missing={round.missing > 0 ? said.words : ''} onClose={close} />
      )}
      {open === 'cannot' && <CannotComeSheet householdId={household.id} round={round} onClose={close} />}
    </Card>
  )
}

/** Everybody in tiles; in elder mode below what is to be done, for who is done asks for nothing. */
function Stands({ shown }: { shown: readonly Shown[] }) {
  if (shown.length === 0) return null
  return (
    <Tiles>
      {shown.map(({ key, name, isMissing: _, ...said }) => (
        <Tile key={key} title={name} {...said} />
      ))}
    </Tiles>
  )
}
