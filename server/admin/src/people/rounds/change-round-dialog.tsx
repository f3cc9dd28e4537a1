import { Refusal } from '@gezhong/shared/errors'
import { roundBoard } from '@gezhong/shared/people/board/contract'
import { changeRound, listRounds, readRound, type Round } from '@gezhong/shared/people/rounds/contract'
import { rollProgress } from '@gezhong/shared/people/rolls/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../api/api.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { draftOf, isWindowField, problemsIn, windowOf } from './round-draft.ts'
import { hoursWords } from './round-words.ts'
import { WindowFields } from './window-fields.tsx'

/**
 * Changes the window and the sites. `opened` stays what it was when the dialog opened, however often the page reads
 * the round again: only so does the server see that another has changed it meanwhile. Then that is said, and what was
 * typed stays until one chooses.
 */
export function ChangeRoundDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const { byId } = useGrids()
  const [opened, setOpened] = useState(round)
  const [draft, setDraft] = useState(() => draftOf(round))
  const [theirs, setTheirs] = useState<Round | null>(null)
  const change = useWrite(changeRound, [readRound, listRounds, rollProgress, roundBoard])
  const window = windowOf(draft)
  const changedMeanwhile = change.error instanceof Refusal && change.error.code === 'changed-meanwhile'
  const problems = problemsIn(change.error, isWindowField)
  const readAgain = async () => {
    try {
      const fresh = await call(readRound, { params: { id: round.id } })
      setOpened(fresh)
      setTheirs(fresh)
    } catch (error) {
      toastProblem(error)
    }
  }
  const submit = () => {
    if (window === null) return
    change.mutate(
      { params: { id: round.id }, body: { ...window, revision: opened.revision } },
      {
        onError: (error) => {
          if (error instanceof Refusal && error.code === 'changed-meanwhile') void readAgain()
        },
        onSuccess: () => {
          showToast({ text: '时间和采样点改好了' })
          onClose()
        },
      },
    )
  }
  const takeTheirs = (fresh: Round) => {
    setDraft(draftOf(fresh))
    setTheirs(null)
    change.reset()
  }
  return (
    <Dialog
      title="改时间和采样点"
      okText={theirs ? '还是按我的存' : '保存'}
      width={620}
      busy={change.isPending}
      ready={window !== null}
      error={changedMeanwhile ? null : problems.whole}
      onOk={submit}
      onClose={onClose}
    >
      {theirs ? (
        <div className="changed-meanwhile" role="alert">
          <span>
            别人刚改过：现在是 {hoursWords(theirs.startsAt, theirs.endsAt)}，{theirs.sites.length} 个采样点。
            你填的还在下面。
          </span>
          <Button size="small" onClick={() => takeTheirs(theirs)}>
            用现在的
          </Button>
        </div>
      ) : null}
      <WindowFields
        draft={draft}
        problems={problems.at}
        within={opened.gridId === null ? null : (byId.get(opened.gridId) ?? null)}
        mayRepeat={opened.due === 'everybody'}
        onChange={setDraft}
      />
    </Dialog>
  )
}
