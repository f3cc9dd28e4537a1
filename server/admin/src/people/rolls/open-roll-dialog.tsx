import { roundBoard, roundMatrix } from '@gezhong/shared/people/board/contract'
import { canRunRoll } from '@gezhong/shared/people/policy'
import { listRolls, openRoll, QUESTION_WORDS, rollMatrix, RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { listRounds, METHOD_WORDS, openRound } from '@gezhong/shared/people/rounds/contract'
import { Input, Radio } from 'antd'
import { useCallback, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { newId } from '../../api/new-id.ts'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldProblem } from '../../ui/field-problem.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { EVERYBODY, ListFields, listOf, type ListDraft } from '../rounds/list-fields.tsx'
import { isWindowField, problemsIn, sitesWithin, usualWindow, windowOf } from '../rounds/round-draft.ts'
import { MethodFields, tubeSizeOf, type RoundDraft } from '../rounds/round-fields.tsx'
import { WindowFields } from '../rounds/window-fields.tsx'

type Kind = 'roll' | 'round'

const KINDS = [
  { value: 'roll', label: '点名' },
  { value: 'round', label: '检测' },
] as const satisfies readonly { value: Kind; label: string }[]

const KIND_MEANING: Record<Kind, string> = {
  roll: '群里接龙，或住户自己上报。',
  round: '核酸或抗原：谁应检、谁检了、还差谁，按人数清。',
}

const MEANING: Record<RollQuestion, string> = {
  'who-lives-here': '报的人数和台账不一样，就是台账要核对。',
  'who-was-tested': '报的人数比台账少，就是还有人没检，会按门牌列出来。',
}

const isShownField = (path: string) =>
  isWindowField(path) || ['title', 'question', 'gridId', 'method', 'tubeSize'].includes(path)

function useOpening(onDone: (title: string, path: string) => void) {
  const [id] = useState(newId)
  const roll = useWrite(openRoll, [listRolls, rollMatrix])
  const round = useWrite(openRound, [listRounds, listRolls, rollMatrix, roundBoard, roundMatrix])
  return {
    busy: roll.isPending || round.isPending,
    error: round.error ?? roll.error,
    openRoll: (title: string, gridId: string | null, question: RollQuestion) => {
      round.reset()
      roll.mutate(
        { body: { id, title, gridId, question } },
        { onSuccess: (opened) => onDone(opened.title, `/rolls/${opened.id}`) },
      )
    },
    openRound: (title: string, gridId: string | null, draft: RoundDraft, list: ListDraft) => {
      const window = windowOf(draft.window)
      const listed = listOf(list)
      if (window === null || listed === undefined) return
      roll.reset()
      round.mutate(
        {
          body: {
            id,
            title,
            gridId,
            method: draft.method,
            tubeSize: tubeSizeOf(draft),
            ...window,
            repeat: listed === null ? window.repeat : null,
            listed,
          },
        },
        { onSuccess: (opened) => onDone(opened.title, `/rounds/${opened.id}`) },
      )
    },
  }
}

/** `第 3 轮`, `第 2 轮核酸`: the next of its kind, until another title is typed. */
function useNextTitle(kind: Kind, { method }: RoundDraft): string {
  const rolls = useRead(listRolls).data?.rolls.length ?? 0
  const rounds = useRead(listRounds).data?.rounds.filter((round) => round.method === method).length ?? 0
  return kind === 'roll' ? `第 ${rolls + 1} 轮` : `第 ${rounds + 1} 轮${METHOD_WORDS[method]}`
}

export function OpenRollDialog({ onClose }: { onClose: () => void }) {
  const actor = useActor()
  const navigate = useNavigate()
  const { byId } = useGrids()
  const titleId = useId()
  const [kind, setKind] = useState<Kind>('roll')
  const [title, setTitle] = useState<string | null>(null)
  const [question, setQuestion] = useState<RollQuestion>('who-lives-here')
  const [gridId, setGridId] = useState('')
  const [draft, setDraft] = useState<RoundDraft>(() => ({
    method: 'pcr',
    tubeSize: 10,
    window: usualWindow(new Date()),
  }))
  const [list, setList] = useState<ListDraft>(EVERYBODY)
  const opening = useOpening((opened, path) => {
    showToast({ text: `${opened}开始了` })
    void navigate(path, { replace: true })
  })
  const mayRun = useCallback((code: string) => canRunRoll(actor, code), [actor])
  const usual = useNextTitle(kind, draft)
  const words = title ?? usual
  const everybody = canRunRoll(actor, null)
  const asked = gridId === '' ? null : gridId
  const within = byId.get(gridId) ?? null
  const problems = problemsIn(opening.error, isShownField)
  const codeOf = (id: string) => byId.get(id)?.code ?? ''
  const chooseGrid = (next: string) => {
    setGridId(next)
    setDraft({ ...draft, window: sitesWithin(draft.window, byId.get(next) ?? null, codeOf) })
  }
  return (
    <Dialog
      title="开一轮"
      okText="开始"
      width={kind === 'round' ? 620 : 460}
      busy={opening.busy}
      ready={
        words.trim() !== '' &&
        (everybody || gridId !== '') &&
        (kind === 'roll' || (windowOf(draft.window) !== null && listOf(list) !== undefined))
      }
      error={problems.whole}
      onOk={() =>
        kind === 'roll' ? opening.openRoll(words, asked, question) : opening.openRound(words, asked, draft, list)
      }
      onClose={onClose}
    >
      <div className="field">
        <Radio.Group
          aria-label="开什么"
          optionType="button"
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          options={[...KINDS]}
        />
        <span className="field-help">{KIND_MEANING[kind]}</span>
      </div>
      <div className="field">
        <label htmlFor={titleId}>名称</label>
        <Input id={titleId} value={words} maxLength={40} onChange={(event) => setTitle(event.target.value)} />
        <FieldProblem words={problems.at.get('title')} />
      </div>
      {kind === 'roll' ? (
        <QuestionField question={question} problem={problems.at.get('question')} onChange={setQuestion} />
      ) : (
        <MethodFields draft={draft} problems={problems.at} onChange={setDraft} />
      )}
      <div className="field">
        <span>{kind === 'roll' ? '问谁' : '检谁'}</span>
        <GridSelect value={gridId} onChange={chooseGrid} all={everybody ? '全村' : null} width="100%" only={mayRun} />
        <FieldProblem words={problems.at.get('gridId')} />
      </div>
      {kind === 'round' ? <ListFields draft={list} problem={problems.at.get('listed')} onChange={setList} /> : null}
      {kind === 'round' ? (
        <WindowFields
          draft={draft.window}
          problems={problems.at}
          within={within}
          mayRepeat={list.who === 'everybody'}
          onChange={(window) => setDraft({ ...draft, window })}
        />
      ) : null}
    </Dialog>
  )
}

function QuestionField({
  question,
  problem,
  onChange,
}: {
  question: RollQuestion
  problem: string | undefined
  onChange: (question: RollQuestion) => void
}) {
  return (
    <div className="field">
      <span>问什么</span>
      <Radio.Group
        aria-label="问什么"
        value={question}
        onChange={(event) => onChange(event.target.value)}
        options={RollQuestion.options.map((value) => ({ value, label: QUESTION_WORDS[value] }))}
      />
      <span className="field-help">{MEANING[question]}</span>
      <FieldProblem words={problem} />
    </div>
  )
}
