import type { MyNotice } from '@gezhong/shared/people/agreements/contract'
import { View } from '@tarojs/components'
import { notice as say } from '../../platform/notice.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { NoticeText } from './notice-text.tsx'
import { useAnswering } from './use-notices.ts'
import './ask-notice.css'

interface Props {
  notice: MyNotice
  onAnswered?: (agreed: boolean) => void
}

/** A notice to read to its end, and there to agree or not; neither is the easier one to reach. */
export function AskNotice({ notice, onAnswered }: Props) {
  const answering = useAnswering(notice)
  const answer = async (agreed: boolean) => {
    const answered = await answering.run(agreed)
    if (answered === null) return
    if (!agreed) say('好的，以后可以在“我的”里改')
    onAnswered?.(agreed)
  }
  return (
    <>
      {notice.answer === 'given' && <Banner tone="warn" title="告知书换了新的，请再看一遍" />}
      <NoticeText notice={notice} />
      {answering.problem !== null && <Banner tone="bad" title={answering.problem} />}
      <View className="ask-notice">
        <Button busy={answering.busy} onPress={() => void answer(true)}>
          同意
        </Button>
        <Button kind="plain" disabled={answering.busy} onPress={() => void answer(false)}>
          暂不同意
        </Button>
      </View>
    </>
  )
}
