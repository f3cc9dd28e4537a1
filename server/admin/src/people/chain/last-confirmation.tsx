import { confirmationWords, undoWords } from '@gezhong/shared/people/chain/confirmation-words'
import type { ChainView, Confirmation } from '@gezhong/shared/people/chain/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { useUndoConfirmation } from './use-chain.ts'

/** What the last confirmation did, by whom and when, and the way back from it while the roll is open. */
export function LastConfirmation({ view, closed }: { view: ChainView; closed: boolean }) {
  const { lastConfirmation: last, lastUndo, pastes } = view
  const [undoing, setUndoing] = useState<Confirmation | null>(null)
  return (
    <>
      {lastUndo ? (
        <p className="quiet small num" role="status">
          <Icon name="undo" size={12} /> {whenWords(lastUndo.confirmedAt)} 的确认已撤销（{lastUndo.byName}，
          {whenWords(lastUndo.at)}）
        </p>
      ) : null}
      {last ? (
        <div className="row apart last-confirmation">
          <span className="small num">
            上次确认：{whenWords(last.at)} · {last.byName}
            <span className="quiet"> · 共 {pastes} 次</span>
            <br />
            <span className="quiet">{confirmationWords(last)}</span>
          </span>
          {closed ? null : (
            <Button size="small" icon={<Icon name="undo" size={14} />} onClick={() => setUndoing(last)}>
              撤销
            </Button>
          )}
        </div>
      ) : null}
      {undoing ? <UndoDialog view={view} confirmation={undoing} onClose={() => setUndoing(null)} /> : null}
    </>
  )
}

function UndoDialog({
  view: { rollId, gridId },
  confirmation,
  onClose,
}: {
  view: ChainView
  confirmation: Confirmation
  onClose: () => void
}) {
  const undo = useUndoConfirmation()
  const submit = () =>
    undo.mutate(
      { params: { rollId, gridId, id: confirmation.id } },
      {
        onSuccess: ({ counts }) => {
          showToast({ text: `撤销了，还差 ${counts.missing} 户` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`撤销 ${whenWords(confirmation.at)} 的确认？`}
      okText={undo.isPending ? '正在撤销' : '撤销这次确认'}
      danger
      busy={undo.isPending}
      error={undo.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>
        {confirmation.byName} 确认的：{confirmationWords(confirmation)}
      </p>
      <p className="quiet">{undoWords(confirmation)}</p>
    </Dialog>
  )
}
