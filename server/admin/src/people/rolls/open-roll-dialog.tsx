import { listRolls, openRoll, QUESTION_WORDS, rollMatrix, RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { canRunRoll } from '@gezhong/shared/people/policy'
import { Input, Radio } from 'antd'
import { useCallback, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { newId } from '../../api/new-id.ts'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useActor } from '../../session/actor.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'

const MEANING: Record<RollQuestion, string> = {
  'who-lives-here': '报的人数和台账不一样，就是台账要核对。',
  'who-was-tested': '报的人数比台账少，就是还有人没检，会按门牌列出来。',
}

export function OpenRollDialog({ onClose }: { onClose: () => void }) {
  const actor = useActor()
  const navigate = useNavigate()
  const titleId = useId()
  const [id] = useState(newId)
  const rounds = useRead(listRolls).data?.rolls.length ?? 0
  const [title, setTitle] = useState<string | null>(null)
  const [question, setQuestion] = useState<RollQuestion>('who-lives-here')
  const [gridId, setGridId] = useState('')
  const open = useWrite(openRoll, [listRolls, rollMatrix])
  const mayRun = useCallback((code: string) => canRunRoll(actor, code), [actor])
  const words = title ?? `第 ${rounds + 1} 轮`
  const everybody = canRunRoll(actor, null)
  const submit = () =>
    open.mutate(
      { body: { id, title: words, question, gridId: gridId === '' ? null : gridId } },
      {
        onSuccess: (roll) => {
          showToast({ text: `${roll.title}开始了` })
          void navigate(`/rolls/${roll.id}`, { replace: true })
        },
      },
    )
  return (
    <Dialog
      title="开一轮点名"
      okText="开始"
      busy={open.isPending}
      ready={words.trim() !== '' && (everybody || gridId !== '')}
      error={open.error}
      onOk={submit}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={titleId}>名称</label>
        <Input id={titleId} value={words} maxLength={40} onChange={(event) => setTitle(event.target.value)} />
      </div>
      <div className="field">
        <span>问什么</span>
        <Radio.Group
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          options={RollQuestion.options.map((value) => ({ value, label: QUESTION_WORDS[value] }))}
        />
        <span className="field-help">{MEANING[question]}</span>
      </div>
      <div className="field">
        <span>问谁</span>
        <GridSelect value={gridId} onChange={setGridId} all={everybody ? '全村' : null} width="100%" only={mayRun} />
      </div>
    </Dialog>
  )
}
