import { gridTitle, type Grid } from '@gezhong/shared/grid/communities/contract'
import { CHAIN_MAX_LENGTH } from '@gezhong/shared/people/chain/contract'
import { confirmWord, doneWords, leftWords } from '@gezhong/shared/supplies/order-chains/chain-tones'
import type { OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { ChainResult, type Result } from './chain-result.tsx'
import { LastOrderConfirmation } from './last-order-confirmation.tsx'
import { OrderChainLines } from './order-chain-lines.tsx'
import { OrderPlans } from './order-plans.tsx'
import { useOrderChain, type OrderChain } from './use-order-chain.ts'

/** The pasted text on the left, what becomes of it on the right; nothing is ordered before it is confirmed. */
export function OrderChainDesk({ stall, grid }: { stall: StallWithItems; grid: Grid }) {
  const chain = useOrderChain(stall.id, grid.id)
  const [result, setResult] = useState<Result | null>(null)
  const { draft, isEmpty, view, reading, error, confirming } = chain
  const write = (text: string) => {
    setResult(null)
    chain.write(text)
  }
  const selling = isSelling(stall)
  const word = view === undefined ? null : confirmWord(view, draft.settled.length > 0)
  const ready = !isEmpty && !reading && !error && selling && word !== null
  const submit = () => {
    if (!ready || confirming.isPending) return
    chain.confirm((done) => {
      const left = leftWords(done)
      if (left === '') showToast({ text: doneWords(done) })
      setResult(left === '' ? null : { isWell: false, title: doneWords(done), text: left })
    })
  }
  return (
    <div className="chain-desk">
      <section className="box chain-paste">
        <h3>{gridTitle(grid)}的接龙</h3>
        {view && (isEmpty || result !== null) ? (
          <LastOrderConfirmation view={view} stall={stall} chain={chain} onUndone={setResult} />
        ) : null}
        <textarea
          className="chain-text"
          aria-label="接龙原文"
          value={draft.text}
          maxLength={CHAIN_MAX_LENGTH}
          placeholder={'在群里长按订菜接龙 → 复制，到这里粘贴。\n\n#接龙 爱心菜吧\n1. 中区32号 白菜2斤 鸡蛋1板'}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          }}
        />
        {selling ? null : <p className="warn-text small">已经不卖了：接龙还能看，不能下单、改单。</p>}
        <ProblemNote error={confirming.error} />
        <div className="row apart">
          <span className="quiet small">
            <kbd>Ctrl</kbd> + <kbd>Enter</kbd> 确认
          </span>
          <span className="row">
            {isEmpty ? null : <Button onClick={() => write('')}>清空</Button>}
            <Button type="primary" disabled={!ready} loading={confirming.isPending} onClick={submit}>
              {isEmpty || view === undefined ? '订上' : (word ?? '都订过了')}
            </Button>
          </span>
        </div>
      </section>
      <section className="box chain-reading" aria-busy={reading}>
        <ProblemNote error={error} />
        <ChainResult result={result} />
        {view ? <Reading view={view} chain={chain} /> : error ? null : <Skeleton lines={8} height={20} />}
      </section>
    </div>
  )
}

function Reading({ view, chain }: { view: OrderChainView; chain: OrderChain }) {
  const [showing, setShowing] = useState<'lines' | 'doors'>('lines')
  const { isEmpty, reading, draft } = chain
  const { counts, toSettle, lines, plans } = view
  if (lines.length === 0)
    return (
      <Empty
        icon="paste"
        title={isEmpty ? '这个群还没有订过' : '没有看出接龙'}
        hint={isEmpty ? '贴进来就会一行一行读，读完再确认。' : '一行一户，例如：1. 中区32号 白菜2斤。'}
      />
    )
  const waits = counts.conflict + counts.refused
  return (
    <>
      <div className="chain-summary num">
        <button type="button" className="figure" aria-pressed={showing === 'lines'} onClick={() => setShowing('lines')}>
          <b className={toSettle > 0 ? 'warn-text' : 'good-text'}>{toSettle}</b>
          <span>条要核对</span>
        </button>
        <button type="button" className="figure" aria-pressed={showing === 'doors'} onClick={() => setShowing('doors')}>
          <b className={waits > 0 ? 'warn-text' : 'good-text'}>{waits}</b>
          <span>户要定</span>
        </button>
        <span className="quiet">
          共 {plans.length} 户
          {isEmpty
            ? ` · ${lines.length} 条`
            : ` · 新订 ${counts.new} · 改单 ${counts.changed} · 退单 ${counts.cancelled} · 没变 ${counts.same}`}
        </span>
        <span className="chain-state">{reading ? <span className="quiet small">正在读…</span> : null}</span>
      </div>
      {showing === 'lines' ? (
        <OrderChainLines view={view} fixes={draft.fixes} wordsOf={chain.wordsOf} onSay={isEmpty ? null : chain.say} />
      ) : (
        <OrderPlans view={view} settled={draft.settled} onSettle={isEmpty ? null : chain.settle} />
      )}
    </>
  )
}
