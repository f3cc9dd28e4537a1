import { gridTitle, type Grid } from '@gezhong/shared/grid/communities/contract'
import { confirmationWords, undoWords } from '@gezhong/shared/people/chain/confirmation-words'
import { CHAIN_MAX_LENGTH, type ChainView } from '@gezhong/shared/people/chain/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { ChainLines } from './chain-lines.tsx'
import { LastConfirmation } from './last-confirmation.tsx'
import { MissingHouseholds } from './missing-households.tsx'
import { useChainReading, useConfirmChain, useUndoConfirmation } from './use-chain.ts'
import { useExample } from './use-example.ts'

/** The pasted text on the left, what it says on the right; nothing is written before it is confirmed. */
export function ChainDesk({ roll, grid }: { roll: Roll; grid: Grid }) {
  const { draft, write, fix, wordsOf, view, reading, error } = useChainReading(roll.id, grid.id)
  const confirm = useConfirmChain()
  const example = useExample(grid.code)
  const [dropGone, setDropGone] = useState(false)
  const [showing, setShowing] = useState<'lines' | 'missing'>('lines')
  const empty = draft.text.trim() === ''
  const closed = roll.state === 'closed'
  const ready = !empty && !reading && !error && !closed && view !== undefined
  const submit = () => {
    if (!ready || confirm.isPending) return
    confirm.mutate(
      { params: { rollId: roll.id, gridId: grid.id }, body: { text: draft.text, fixes: draft.fixes, dropGone } },
      {
        onSuccess: ({ counts }) => {
          write('')
          showToast({ text: `记下了，还差 ${counts.missing} 户，${counts.toSettle} 条要处理` })
        },
      },
    )
  }
  return (
    <div className="chain-desk">
      <section className="box chain-paste">
        <div className="row apart">
          <h3>{gridTitle(grid)}的接龙</h3>
        </div>
        {view && empty ? <LastOne view={view} closed={closed} /> : null}
        <textarea
          className="chain-text"
          aria-label="接龙原文"
          value={draft.text}
          maxLength={CHAIN_MAX_LENGTH}
          placeholder={'在群里长按接龙 → 复制，到这里粘贴。\n\n#接龙\n例 门牌号+人数+联系方式\n1、中区32号 3人 138…'}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          }}
        />
        {view && view.counts.gone > 0 && !empty ? (
          <Checkbox checked={dropGone} onChange={(event) => setDropGone(event.target.checked)}>
            少了的 {view.counts.gone} 条不再算数（群里删掉了）
          </Checkbox>
        ) : null}
        {closed ? <p className="warn-text small">这一轮已结束，不能再确认。</p> : null}
        <ProblemNote error={confirm.error} />
        <div className="row apart">
          <span className="quiet small">
            <kbd>Ctrl</kbd> + <kbd>Enter</kbd> 确认
          </span>
          <span className="row">
            {empty ? null : <Button onClick={() => write('')}>清空</Button>}
            {empty && example !== null ? <Button onClick={() => write(example)}>粘贴示例</Button> : null}
            <Button type="primary" disabled={!ready} loading={confirm.isPending} onClick={submit}>
              {ready ? confirmWords(view, dropGone) : '确认这段接龙'}
            </Button>
          </span>
        </div>
      </section>
      <section className="box chain-reading" aria-busy={reading}>
        <ProblemNote error={error} />
        {view ? (
          <>
            <Summary
              view={view}
              pasted={!empty}
              reading={reading}
              rollId={roll.id}
              showing={showing}
              onShow={setShowing}
            />
            {showing === 'missing' ? (
              <MissingHouseholds view={view} rollId={roll.id} gridId={grid.id} />
            ) : view.lines.length === 0 ? (
              <Empty
                icon="paste"
                title={empty ? '这个群还没有确认过接龙' : '没有看到接龙的内容'}
                hint={empty ? '贴进来就会一行一行读，读完再确认。' : '请把整段接龙（带编号的那些行）贴进来。'}
              />
            ) : (
              <ChainLines view={view} wordsOf={wordsOf} onFix={empty ? null : fix} />
            )}
          </>
        ) : error ? null : (
          <Skeleton lines={8} height={20} />
        )}
      </section>
    </div>
  )
}

function LastOne({ view, closed }: { view: ChainView; closed: boolean }) {
  const undo = useUndoConfirmation()
  const { rollId, gridId, lastConfirmation: last, lastUndo, pastes } = view
  const words = last === null ? { did: '', undo: '' } : { did: confirmationWords(last), undo: undoWords(last) }
  const run = (id: string, onDone: () => void) =>
    undo.mutate(
      { params: { rollId, gridId, id } },
      {
        onSuccess: ({ counts }) => {
          showToast({ text: `撤销了，还差 ${counts.missing} 户` })
          onDone()
        },
      },
    )
  return (
    <LastConfirmation
      last={last}
      lastUndo={lastUndo}
      words={{ ...words, inAll: `共 ${pastes} 次` }}
      undoing={closed ? null : { busy: undo.isPending, error: undo.error, run, forget: undo.reset }}
    />
  )
}

/** What pressing it adds: of a chain that grows, most lines are known already. */
function confirmWords({ counts, pastes }: ChainView, dropGone: boolean): string {
  if (pastes === 0) return `确认 ${counts.new} 条`
  const changes = counts.new + counts.changed + (dropGone ? counts.gone : 0)
  return changes === 0 ? '确认，没有变化' : `确认 ${changes} 处变化`
}

function Summary({
  view: { counts, lines },
  pasted,
  reading,
  rollId,
  showing,
  onShow,
}: {
  view: ChainView
  /** Being read before it is confirmed; otherwise as it was confirmed. */
  pasted: boolean
  reading: boolean
  rollId: string
  showing: 'lines' | 'missing'
  onShow: (what: 'lines' | 'missing') => void
}) {
  return (
    <div className="chain-summary num">
      <button type="button" className="figure" aria-pressed={showing === 'missing'} onClick={() => onShow('missing')}>
        <b className={counts.missing > 0 ? 'bad-text' : 'good-text'}>{counts.missing}</b>
        <span>户还没报</span>
      </button>
      <button type="button" className="figure" aria-pressed={showing === 'lines'} onClick={() => onShow('lines')}>
        <b className={counts.toSettle > 0 ? 'warn-text' : 'good-text'}>{counts.toSettle}</b>
        <span>条要处理</span>
      </button>
      <span className="quiet">
        共 {counts.households} 户 ·{' '}
        {pasted
          ? `新增 ${counts.new} · 改了 ${counts.changed} · 少了 ${counts.gone} · 没变 ${counts.same}`
          : `记下 ${lines.length} 条`}
        {counts.replacesOwn > 0 ? (
          <span className="warn-text"> · {counts.replacesOwn} 户本人报的不一样，按接龙的算</span>
        ) : null}
      </span>
      <span className="chain-state">
        {reading ? (
          <span className="quiet small">正在读…</span>
        ) : counts.toSettle > 0 ? (
          <Link to={`/differences?roll=${rollId}`}>
            去处理 <Icon name="right" size={12} />
          </Link>
        ) : null}
      </span>
    </div>
  )
}
