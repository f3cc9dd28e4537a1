import { View } from '@tarojs/components'
import { useState } from 'react'
import {
  FOLLOW_UP_WORDS,
  type FollowUp,
  type FollowUpCounts,
  FollowUpState,
  listFollowUps,
} from '@gezhong/shared/people/follow-ups/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Tag } from '../../ui/tag.tsx'
import { lineWords } from './call-words.ts'

const EMPTY: Record<FollowUpState, { title: string; text: string }> = {
  due: { title: '没有要打的', text: '都打过了，过会儿再看“过会儿打”的' },
  visit: { title: '没有要上门的', text: '几次打不通、空号的户会列在这里' },
  later: { title: '没有过会儿打的', text: '约了时间再打的户会列在这里' },
  closed: { title: '今天还没有打完的', text: '人齐了的户会自己到这里来' },
}

const PAGE = 50

interface Props {
  gridId: string
  counts: FollowUpCounts | undefined
  onOpen: (followUp: FollowUp) => void
}

/** The whole queue by its states; a press takes that household. */
export function QueueList({ gridId, counts, onOpen }: Props) {
  const [state, setState] = useState<FollowUpState>('due')
  const [size, setSize] = useState(PAGE)
  const query = { state, size, page: 1, ...(gridId === '' ? {} : { grid: gridId }) }
  const list = useRead(listFollowUps, { query }, { every: POLL_MS })
  return (
    <>
      <Choices
        label="看哪些户"
        value={state}
        onChange={(next) => {
          setState(next)
          setSize(PAGE)
        }}
        options={FollowUpState.options.map((value) => ({
          value,
          word: FOLLOW_UP_WORDS[value],
          count: counts?.[value],
        }))}
      />
      {list.data === undefined ? (
        <Awaited error={list.error} rows={6} title="名单没有打开" onRetry={() => void list.refetch()} />
      ) : (
        <Card>
          {list.data.rows.length === 0 && <Empty icon="done" {...EMPTY[state]} />}
          {list.data.rows.map((followUp) => (
            <Row
              key={followUp.id}
              title={displayDoor(followUp.door)}
              note={lineWords(followUp)}
              end={<Marks followUp={followUp} />}
              onPress={() => onOpen(followUp)}
            />
          ))}
          {list.data.rows.length < list.data.total && (
            <View className="queue-more">
              <Button
                kind="plain"
                busy={list.isFetching}
                onPress={() => setSize(Math.min(500, size + PAGE))}
              >{`再看一些（共 ${list.data.total} 户）`}</Button>
            </View>
          )}
        </Card>
      )}
    </>
  )
}

function Marks({ followUp: { care, claim } }: { followUp: FollowUp }) {
  if (claim !== null)
    return (
      <Tag tone="info" icon="lock">
        {claim.mine ? '您在打' : `${claim.name}在打`}
      </Tag>
    )
  return care ? (
    <Tag tone="bad" icon="alert">
      照护
    </Tag>
  ) : null
}
