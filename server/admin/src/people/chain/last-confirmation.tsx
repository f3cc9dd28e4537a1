import type { ConfirmationUndo } from '@gezhong/shared/people/chain/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { whenWords } from '../../ui/time-words.ts'

type Last = { id: string; at: string; byName: string }

type Props = {
  last: Last | null
  lastUndo: ConfirmationUndo | null
  /** What it did, what taking it back would do, and how many there are in all; empty where nobody counts. */
  words: { did: string; undo: string; inAll: string }
  /** Null: what it did stays, as the time for taking it back is over. */
  undoing: { busy: boolean; error: unknown; run: (id: string, onDone: () => void) => void; forget: () => void } | null
}

/** What the last confirmation did, by whom and when, and the way back from it. */
export function LastConfirmation({ last, lastUndo, words, undoing }: Props) {
  const [asked, setAsked] = useState<Last | null>(null)
  const ask = (which: Last) => {
    undoing?.forget()
    setAsked(which)
  }
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
            {words.inAll === '' ? null : <span className="quiet"> · {words.inAll}</span>}
            <br />
            <span className="quiet">{words.did}</span>
          </span>
          {undoing ? (
            <Button size="small" icon={<Icon name="undo" size={14} />} onClick={() => ask(last)}>
              撤销
            </Button>
          ) : null}
        </div>
      ) : null}
      {asked && undoing ? (
        <Dialog
          title={`撤销 ${whenWords(asked.at)} 的确认？`}
          okText={undoing.busy ? '正在撤销' : '撤销这次确认'}
          danger
          busy={undoing.busy}
          error={undoing.error}
          onOk={() => undoing.run(asked.id, () => setAsked(null))}
          onClose={() => setAsked(null)}
        >
          <p>
            {asked.byName} 确认的：{words.did}
          </p>
          <p className="quiet">{words.undo}</p>
        </Dialog>
      ) : null}
    </>
  )
}
