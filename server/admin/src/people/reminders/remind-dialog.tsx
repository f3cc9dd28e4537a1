import {
  cancelReminders,
  listReminders,
  previewReminders,
  REMINDER_UNDO_SECONDS,
  type ReminderBatch,
  remindMissing,
} from '@gezhong/shared/people/reminders/contract'
import { spreadWords, whenSent } from '@gezhong/shared/people/reminders/spread-words'
import { toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'

const STALE = [listReminders, previewReminders]

/** Counts who would be reached, sends on the word of a person, and offers to take it back. */
export function RemindDialog({
  rollId,
  gridId,
  where,
  onClose,
}: {
  rollId: string
  gridId: string | undefined
  where: string
  onClose: () => void
}) {
  const { data, error } = useRead(previewReminders, { params: { id: rollId }, query: { grid: gridId } })
  const { data: sent } = useRead(listReminders, { params: { id: rollId }, query: { size: 1 } })
  const send = useWrite(remindMissing, STALE)
  const cancel = useWrite(cancelReminders, STALE)
  const takeBack = ({ batchId }: ReminderBatch) =>
    cancel.mutate(
      { params: { id: batchId } },
      {
        onError: toastProblem,
        onSuccess: ({ cancelled, tooLate }) =>
          showToast({
            text: tooLate === 0 ? `撤回了 ${cancelled} 户` : `撤回了 ${cancelled} 户，${tooLate} 户已经发出`,
          }),
      },
    )
  const run = () =>
    send.mutate(
      { params: { id: rollId }, body: { gridId: gridId ?? null } },
      {
        onSuccess: (batch) => {
          onClose()
          const isSent = batch.wechat + batch.sms > 0
          showToast({
            text: `提醒${isSent ? whenSent(batch) : '没有发'}：${spreadWords(batch)}`,
            ...(isSent ? { action: { label: '撤回', run: () => takeBack(batch) } } : {}),
          })
        },
      },
    )
  return (
    <Dialog
      title={`给${where}没报的发提醒`}
      okText="发提醒"
      busy={send.isPending}
      ready={data !== undefined && data.wechat + data.sms > 0}
      error={send.error ?? error}
      onOk={run}
      onClose={onClose}
    >
      {data === undefined ? (
        <p>正在数…</p>
      ) : (
        <>
          <p>{spreadWords(data)}。</p>
          <p>
            {whenSent(data)}，{REMINDER_UNDO_SECONDS} 秒内可以撤回。今天还能发 {data.smsLeft.toLocaleString()}{' '}
            条短信；晚上九点到早上六点半不发。
          </p>
        </>
      )}
      {sent !== undefined && sent.total > 0 ? (
        <p>
          这一轮已经发出 {sent.states.sent} 户，等着发 {sent.states.queued + sent.states.sending} 户，没发成{' '}
          {sent.states.failed} 户。
        </p>
      ) : null}
    </Dialog>
  )
}
