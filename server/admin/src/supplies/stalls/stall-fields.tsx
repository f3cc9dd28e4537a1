import { Button, Input } from 'antd'
import { useId, type ReactNode } from 'react'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { FieldProblem } from '../../ui/field-problem.tsx'
import { MomentField } from '../../ui/moment-field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { onDay, type Problems, type StallDraft } from './stall-draft.ts'

const GROUPS = ['grid'] as const

type Change = (next: (draft: StallDraft) => StallDraft) => void

/** Where, when and under what name a stall sells. */
export function StallFields({
  draft,
  problems,
  mayMove,
  onChange,
}: {
  draft: StallDraft
  problems: Problems
  /** Not yet published: it may become another grid's. */
  mayMove: boolean
  onChange: Change
}) {
  const put = (change: Partial<StallDraft>) => onChange((before) => ({ ...before, ...change }))
  const moment = (field: 'cutOff' | 'deliverFrom' | 'deliverUntil', label: string) => (
    <MomentField
      label={label}
      value={draft[field]}
      problem={problems.get(field)}
      onChange={(local) => put({ [field]: local })}
    />
  )
  return (
    <section className="box stall-fields">
      <div className="field">
        <span>哪个网格的群</span>
        <WhichGrid draft={draft} mayMove={mayMove} onChange={(gridId) => put({ gridId })} />
        <FieldProblem words={problems.get('gridId')} />
      </div>
      <Labelled label="哪天送" problem={problems.get('day')}>
        {(field) => (
          <Input
            {...field}
            type="date"
            value={draft.day}
            onChange={(event) => onChange((before) => onDay(before, event.target.value))}
          />
        )}
      </Labelled>
      <Labelled label="名字" problem={problems.get('title')}>
        {(field) => (
          <Input
            {...field}
            value={draft.title}
            maxLength={40}
            onChange={(event) => put({ title: event.target.value })}
          />
        )}
      </Labelled>
      {moment('cutOff', '几点截止')}
      {moment('deliverFrom', '几点开始送')}
      {moment('deliverUntil', '几点送完')}
      <PayCodeField payCode={draft.payCode ?? null} onRemove={() => put({ payCode: null })} />
      <div className="whole-row">
        <Labelled label="说明（可不填）" problem={problems.get('note')}>
          {(field) => (
            <Input.TextArea
              {...field}
              value={draft.note}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 5 }}
              placeholder="比如：送到家门口，现金、扫码都行"
              onChange={(event) => put({ note: event.target.value })}
            />
          )}
        </Labelled>
      </div>
    </section>
  )
}

/** A code is scanned where the collector's phone or paper is: with a phone. Here it is seen, and taken away. */
function PayCodeField({ payCode, onRemove }: { payCode: string | null; onRemove: () => void }) {
  return (
    <div className="field">
      <span>收款码（住户转账时扫）</span>
      <span className="fixed-field row in-line">
        {payCode === null ? (
          <span className="quiet">还没有。存好以后，在手机上打开这个菜吧，点“照片和收款码”扫进来</span>
        ) : (
          <>
            <Tag tone="ok">有了</Tag>
            <Button size="small" onClick={onRemove}>
              不要了
            </Button>
          </>
        )}
      </span>
    </div>
  )
}

type FieldProps = { id: string; status: '' | 'error'; 'aria-describedby': string | undefined }

function Labelled({
  label,
  problem,
  children,
}: {
  label: string
  problem: string | undefined
  children: (field: FieldProps) => ReactNode
}) {
  const id = useId()
  const told = problem === undefined ? undefined : `${id}-problem`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, status: problem === undefined ? '' : 'error', 'aria-describedby': told })}
      <FieldProblem id={`${id}-problem`} words={problem} />
    </div>
  )
}

function WhichGrid({
  draft,
  mayMove,
  onChange,
}: {
  draft: StallDraft
  mayMove: boolean
  onChange: (gridId: string) => void
}) {
  const { byId, titleOf } = useGrids()
  if (!mayMove) return <b className="fixed-field">{titleOf(byId.get(draft.gridId)?.code ?? '')}</b>
  return <GridSelect value={draft.gridId} onChange={onChange} levels={GROUPS} all={null} width="100%" />
}
