import { useState } from 'react'
import {
  cancelReminders,
  listReminders,
  previewReminders,
  type ReminderBatch,
  remindMissing,
} from '@gezhong/shared/people/reminders/contract'
import { spreadWords, whenSent } from '@gezhong/shared/people/reminders/spread-words'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { call, sentenceOf } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Taken } from './taken.tsx'

interface Place {
  rollId: string
  gridId: string
}

interface Props extends Place {
  question: RollQuestion
}

/** Reminds all who are missing in a grid: counted first, and taken back while it has not gone. */
export function RemindMissing({ rollId, gridId, question }: Props) {
  const [asking, setAsking] = useState(false)
  const [sent, setSent] = useState<ReminderBatch | null>(null)
  const [taken, setTaken] = useState<{ cancelled: number; tooLate: number } | null>(null)
  const cancelling = useWrite((id: string, key) => call(cancelReminders, { params: { id }, idempotencyKey: key }))
  const cancel = async ({ batchId }: ReminderBatch) => {
    const answer = await cancelling.run(batchId)
    if (answer === null) return
    setTaken(answer)
    setSent(null)
  }
  return (
    <>
      {cancelling.problem !== null && <Banner tone="bad" title={cancelling.problem} />}
      {taken !== null && <Taken {...taken} />}
      {sent === null ? (
        <Button kind="soft" icon="alert" onPress={() => setAsking(true)}>
          {question === 'who-was-tested' ? '给没检的发提醒' : '给没报的发提醒'}
        </Button>
      ) : (
        <Banner
          tone="ok"
          title={`提醒${whenSent(sent)}`}
          text={spreadWords(sent)}
          action={{ word: '撤回', onPress: () => void cancel(sent) }}
        />
      )}
      {asking && (
        <AskFirst
          rollId={rollId}
          gridId={gridId}
          onSent={(batch) => {
            setTaken(null)
            setSent(batch)
            setAsking(false)
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function AskFirst({
  rollId,
  gridId,
  onSent,
  onClose,
}: Place & { onSent: (batch: ReminderBatch) => void; onClose: () => void }) {
  const { data, error } = useRead(previewReminders, { params: { id: rollId }, query: { grid: gridId } })
  const sending = useWrite((body: { gridId: string }, key) =>
    call(remindMissing, { params: { id: rollId }, body, idempotencyKey: key }),
  )
  const send = async () => {
    const batch = await sending.run({ gridId })
    if (batch === null) return
    outdate(listReminders, previewReminders)
    if (batch.wechat + batch.sms === 0) onClose()
    else onSent(batch)
  }
  if (error !== null || data === undefined || data.wechat + data.sms === 0)
    return (
      <Confirm
        title={data === undefined && error === null ? '正在数…' : '现在没有能发的'}
        text={error !== null ? sentenceOf(error) : data === undefined ? '' : spreadWords(data)}
        yes="知道了"
        no="关上"
        onYes={onClose}
        onNo={onClose}
      />
    )
  return (
    <Confirm
      title={`给 ${data.wechat + data.sms} 户发提醒？`}
      text={`${spreadWords(data)}。${whenSent(data)}，15 秒内可以撤回。`}
      yes="发提醒"
      no="先不发"
      busy={sending.busy}
      problem={sending.problem}
      onYes={() => void send()}
      onNo={onClose}
    />
  )
}
