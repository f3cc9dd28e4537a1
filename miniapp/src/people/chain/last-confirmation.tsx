import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ConfirmationUndo } from '@gezhong/shared/people/chain/contract'
import { confirmedWhen } from '@gezhong/shared/people/chain/confirmation-words'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import './last-confirmation.css'

interface Props {
  last: { id: string; at: string; byName: string } | null
  lastUndo: ConfirmationUndo | null
  /** What it did, and what taking it back would do. */
  words: { did: string; undo: string }
  /** Null: what it did stays, as the time for taking it back is over. */
  undoing: {
    busy: boolean
    problem: string | null
    /** Takes back the confirmation of this id; false when it was refused. */
    run: (id: string) => Promise<boolean>
  } | null
}

/** What the last confirmation did, by whom and when, and the way back from it. */
export function LastConfirmation({ last, lastUndo, words, undoing }: Props) {
  const [asking, setAsking] = useState(false)
  const [now] = useState(() => new Date())
  return (
    <>
      {lastUndo !== null && (
        <Banner
          tone="info"
          title="确认过的接龙撤销了"
          text={`${confirmedWhen(lastUndo.confirmedAt, now)} 确认的，${lastUndo.byName} ${confirmedWhen(lastUndo.at, now)} 撤的`}
        />
      )}
      {undoing !== null && undoing.problem !== null && <Banner tone="bad" title={undoing.problem} />}
      {last !== null && (
        <Card title="上次确认" note={`${confirmedWhen(last.at, now)} · ${last.byName}`}>
          <View className="last-confirmation">
            <Text className="last-words">{words.did}</Text>
            {undoing !== null && (
              <Button kind="plain" shape="pill" busy={undoing.busy} onPress={() => setAsking(true)}>
                撤销
              </Button>
            )}
          </View>
        </Card>
      )}
      {asking && last !== null && undoing !== null && (
        <Confirm
          title={`撤销 ${confirmedWhen(last.at, now)} 的确认？`}
          text={words.undo}
          yes={undoing.busy ? '正在撤销…' : '撤销这次确认'}
          no="不撤"
          danger
          busy={undoing.busy}
          onYes={() => void undoing.run(last.id).then(() => setAsking(false))}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  )
}
