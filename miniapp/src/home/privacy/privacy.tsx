import { View } from '@tarojs/components'
import { useState } from 'react'
import { ownHouseholds } from '@gezhong/shared/actor'
import { civilDay, dateOf } from '@gezhong/shared/civil-day'
import { ANSWER_WORDS, type MyNotice } from '@gezhong/shared/people/agreements/contract'
import { answersForOneself } from '@gezhong/shared/people/agreements/policy'
import { showTop } from '../../platform/navigation.ts'
import { notice as say } from '../../platform/notice.ts'
import { useActor } from '../../platform/session.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, type Tone } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { AskNotice } from './ask-notice.tsx'
import { NoticeText } from './notice-text.tsx'
import { useAnswering, useNotices } from './use-notices.ts'
import './privacy.css'

/** What I agreed to, to read again and to take back. */
export default function Privacy() {
  const actor = useActor()
  const { data, error, refetch } = useNotices(actor !== null)
  const [open, setOpen] = useState<MyNotice['kind'] | null>(null)
  if (actor === null) return null
  const answers = answersForOneself(actor) || ownHouseholds(actor).length > 0
  return (
    <Page back title="隐私与同意" subtitle="同意不同意，买菜、求助都照常" bar={<ConnectionBar />}>
      {data === undefined && <Awaited error={error} onRetry={() => void refetch()} />}
      {data?.notices.map((notice) => (
        <OneNotice
          key={notice.kind}
          notice={notice}
          answers={answers}
          isOpen={open === notice.kind}
          onOpen={() => setOpen(open === notice.kind ? null : notice.kind)}
        />
      ))}
    </Page>
  )
}

interface Props {
  notice: MyNotice
  /** Somebody with a post and no household of their own only reads. */
  answers: boolean
  isOpen: boolean
  onOpen: () => void
}

function standing({ answer, answeredVersion, answeredAt, version, allows }: MyNotice): [Tone, string, string] {
  if (answer === null || answeredAt === null)
    return allows ? ['ok', '不用答', '凭纸条进来的不用答'] : ['mute', '还没答', '']
  if (answeredVersion !== version) return ['warn', '有新版', '换了新的，请再看一遍']
  return [answer === 'given' ? 'ok' : 'mute', ANSWER_WORDS[answer], dateOf(civilDay(new Date(answeredAt)))]
}

function OneNotice({ notice, answers, isOpen, onOpen }: Props) {
  const [asking, setAsking] = useState(false)
  const [tone, word, when] = standing(notice)
  const isGiven = notice.answer === 'given'
  return (
    <>
      <Card>
        <Row
          title={notice.title}
          note={answers ? when : `第${notice.version}版 · ${dateOf(notice.day)}`}
          end={answers ? <Tag tone={tone}>{word}</Tag> : undefined}
        />
        <View className="privacy-answers">
          <Button kind="soft" label={`${isOpen ? '收起' : '看全文'}：${notice.title}`} onPress={onOpen}>
            {isOpen ? '收起' : isGiven || !answers ? '看全文' : '看全文，再定'}
          </Button>
          {answers && isGiven && (
            <Button kind="plain" label={`收回同意：${notice.title}`} onPress={() => setAsking(true)}>
              收回同意
            </Button>
          )}
        </View>
      </Card>
      {isOpen &&
        (answers && !notice.allows ? (
          <AskNotice
            notice={notice}
            onAnswered={() => {
              showTop()
              onOpen()
            }}
          />
        ) : (
          <NoticeText notice={notice} />
        ))}
      {asking && <Withdraw notice={notice} onClose={() => setAsking(false)} />}
    </>
  )
}

function Withdraw({ notice, onClose }: { notice: MyNotice; onClose: () => void }) {
  const answering = useAnswering(notice)
  const withdraw = async () => {
    if ((await answering.run(false)) === null) return
    say('已收回')
    onClose()
  }
  return (
    <>
      {answering.problem !== null && <Banner tone="bad" title={answering.problem} />}
      <Confirm
        danger
        title="收回同意？"
        text={`${notice.withdrawing}${notice.stops}${notice.goesOn}`}
        yes="收回，马上生效"
        no="先不收回"
        busy={answering.busy}
        onNo={onClose}
        onYes={() => void withdraw()}
      />
    </>
  )
}
