import { displayDoor } from '@gezhong/shared/people/door'
import { listChanges, undoChange, type LedgerChange } from '@gezhong/shared/people/ledger/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { Pager } from '../../table/pager.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { LEDGER_READS } from './use-undo-changes.ts'

const ACTIONS: Record<LedgerChange['action'], { words: string; tone: Tone }> = {
  created: { words: '新增', tone: 'ok' },
  edited: { words: '修改', tone: 'info' },
  removed: { words: '移除', tone: 'bad' },
  undone: { words: '撤销', tone: 'warn' },
}
const SIZE = 20

/** Who changed what, when and why, newest first; each can be taken back while nothing later depends on it. */
export function ChangeList({ subjectId, withDoor = false }: { subjectId?: string; withDoor?: boolean }) {
  const [page, setPage] = useState(1)
  const [undoing, setUndoing] = useState<LedgerChange | null>(null)
  const { data, error, refetch } = useRead(listChanges, { query: { page, size: SIZE, subjectId } })
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={6} />
  if (data.rows.length === 0)
    return <Empty icon="history" title="还没有改动过" hint="谁改了什么、为什么改，都会记在这里。" />
  return (
    <div className="stack">
      <ol className="changes">
        {data.rows.map((change) => (
          <li key={change.id} className={change.undoneById ? 'undone' : ''}>
            <div className="row apart">
              <span className="row">
                <Tag tone={ACTIONS[change.action].tone}>{ACTIONS[change.action].words}</Tag>
                {withDoor ? <b>{displayDoor(change.door)}</b> : null}
                {change.importId ? <span className="quiet small">导入</span> : null}
              </span>
              <span className="quiet small num">
                {change.byName} · {whenWords(change.at)}
              </span>
            </div>
            {change.fields.map((field) => (
              <p key={field.field} className="change-field">
                <span className="quiet">{field.field}</span>
                {field.before ? <del>{field.before}</del> : null}
                {field.before ? <Icon name="right" size={12} /> : null}
                <ins>{field.after || '空'}</ins>
              </p>
            ))}
            <div className="row apart">
              <span className="quiet small">{change.reason ? `原因：${change.reason}` : ''}</span>
              {change.undoneById ? (
                <span className="quiet small">已撤销</span>
              ) : (
                <Button
                  type="text"
                  size="small"
                  icon={<Icon name="undo" size={14} />}
                  onClick={() => setUndoing(change)}
                >
                  撤销
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <Pager page={page} size={SIZE} total={data.total} unit="处" onPage={setPage} />
      {undoing ? <UndoDialog change={undoing} onClose={() => setUndoing(null)} /> : null}
    </div>
  )
}

function UndoDialog({ change, onClose }: { change: LedgerChange; onClose: () => void }) {
  const [reason, setReason] = useState('改错了')
  const undo = useWrite(undoChange, LEDGER_READS)
  const submit = () =>
    undo.mutate(
      { params: { id: change.id }, body: { reason } },
      {
        onSuccess: () => {
          showToast({ text: '撤销了，原来的内容恢复了' })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`撤销这处${ACTIONS[change.action].words}？`}
      okText="撤销"
      busy={undo.isPending}
      ready={reason.trim() !== ''}
      error={undo.error}
      onOk={submit}
      onClose={onClose}
    >
      <p className="quiet">
        {displayDoor(change.door)} · {change.byName} · {whenWords(change.at)}
        。撤销也会作为一处新的改动留下来。
      </p>
      <ReasonField value={reason} onChange={setReason} choices={['改错了', '核实后不是这样']} />
    </Dialog>
  )
}
