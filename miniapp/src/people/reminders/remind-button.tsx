import { useState } from 'react'
import {
  cancelReminders,
  CHANNEL_WORDS,
  listReminders,
  type Reminder,
  remindHousehold,
} from '@gezhong/shared/people/reminders/contract'
import { whenSent } from '@gezhong/shared/people/reminders/spread-words'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Taken } from './taken.tsx'

interface Props {
  householdId: string
  rollId: string
}

/** Reminds one household of a roll by a message, and takes it back while it has not gone. */
export function RemindButton({ householdId, rollId }: Props) {
  const [sent, setSent] = useState<Reminder | null>(null)
  const reminding = useWrite((body: { rollId: string }, key) =>
    call(remindHousehold, { params: { id: householdId }, body, idempotencyKey: key }),
  )
  const cancelling = useWrite((id: string, key) => call(cancelReminders, { params: { id }, idempotencyKey: key }))
  const [taken, setTaken] = useState<{ cancelled: number; tooLate: number } | null>(null)
  const remind = async () => {
    setTaken(null)
    setSent(await reminding.run({ rollId }))
    outdate(listReminders)
  }
  const cancel = async ({ batchId }: Reminder) => {
    const answer = await cancelling.run(batchId)
    if (answer === null) return
    setTaken(answer)
    setSent(null)
  }
  const problem = reminding.problem ?? cancelling.problem
  return (
    <>
      {problem !== null && <Banner tone="bad" title={problem} />}
      {taken !== null && <Taken {...taken} />}
      {sent === null ? (
        <Button kind="soft" icon="alert" busy={reminding.busy} onPress={() => void remind()}>
          发提醒
        </Button>
      ) : (
        <Banner
          tone="ok"
          title={`${CHANNEL_WORDS[sent.channel]}提醒${whenSent(sent)}`}
          action={{ word: '撤回', onPress: () => void cancel(sent) }}
        />
      )}
    </>
  )
}
