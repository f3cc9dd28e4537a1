import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import {
  orderConfirmationWords,
  orderUndoWords,
  undoneWords,
} from '@gezhong/shared/supplies/order-chains/confirmation-words'
import type { OrderChainView, UndoneOrderChain } from '@gezhong/shared/supplies/order-chains/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import { gridTitle, listGrids } from '@gezhong/shared/grid/communities/contract'
import { readStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { LastConfirmation } from '../../people/chain/last-confirmation.tsx'
import { go, restartAt, showTop } from '../../platform/navigation.ts'
import { buzz } from '../../platform/notice.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { pastedWords } from '../../platform/paste.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { ActionBar } from '../../ui/bar.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { PasteBox } from '../../ui/paste-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { cutOffWords } from '../stall-words.ts'
import { ordersPath } from '../supplies-paths.ts'
import { Counts, LastPaste } from './chain-summary.tsx'
import { confirmWord, doneWords, leftWords } from '@gezhong/shared/supplies/order-chains/chain-tones'
import { OrderLines } from './order-lines.tsx'
import { useOrderChain } from './use-order-chain.ts'
import '../../ui/chain-bar.css'
import './order-chain.css'

const PASTE_WORDS = {
  empty: '在群里长按订菜接龙，复制，再贴到这里\n贴几次都行，订过的不会重复订',
  before: '贴进来就开始核对，点“订上”才下单',
  after: '边贴边看，下面是核对结果',
}

const lastWords = ({ lastConfirmation: last }: OrderChainView) =>
  last === null ? { did: '', undo: '' } : { did: orderConfirmationWords(last), undo: orderUndoWords(last) }

/** Paste a group's order chain, watch it being read, put single lines right, and order for all of them at once. */
export default function OrderChainPage() {
  const actor = useActor()
  const { id = '', grid = '' } = usePageParams()
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  return actor === null ? null : <ChainAt stallId={id} gridId={grid} />
}

/** Until the cut-off whoever pastes the chain, afterwards those who keep the stall. */
function useMayUndo(stall: StallWithItems | undefined): boolean {
  const actor = useActor()
  if (stall === undefined || actor === null || stall.state === 'called-off') return false
  return isSelling(stall) || canKeepStall(actor, stall.gridCode)
}

function ChainAt({ stallId, gridId }: { stallId: string; gridId: string }) {
  const chain = useOrderChain(stallId, gridId)
  const { data: stall } = useRead(readStall, { params: { id: stallId } }, { keep: true, every: POLL_MS })
  const grids = useRead(listGrids)
  const [boxOpen, setBoxOpen] = useState(false)
  const [done, setDone] = useState<OrderChainView | null>(null)
  const [undone, setUndone] = useState<UndoneOrderChain | null>(null)
  const mayUndo = useMayUndo(stall)
  const { view, text, pasted } = chain
  const grid = grids.data?.grids.find((one) => one.id === gridId)
  const selling = stall === undefined || isSelling(stall)
  const word = view === null ? null : confirmWord(view, chain.settledSome)

  const paste = async () => {
    const words = await pastedWords()
    if (words === null) return setBoxOpen(true)
    setDone(null)
    chain.setText(words)
    setBoxOpen(false)
  }
  const undo = async (confirmationId: string) => {
    setDone(null)
    const answer = await chain.undoing.run(confirmationId)
    setUndone(answer)
    if (answer !== null) showTop()
    return answer !== null
  }
  const confirm = async () => {
    setUndone(null)
    const answer = await chain.confirm()
    if (answer === null) return
    buzz()
    setBoxOpen(false)
    setDone(answer)
    showTop()
  }

  return (
    <Page
      back
      title="接龙订菜"
      subtitle={[grid && gridTitle(grid), stall?.title].filter(Boolean).join(' · ')}
      bar={<ConnectionBar />}
      action={
        pasted ? (
          <Button kind="plain" shape="pill" icon="paste" onPress={() => void paste()}>
            重新粘贴
          </Button>
        ) : undefined
      }
      footer={
        <ActionBar>
          <View className="chain-actions">
            <Button kind="plain" onPress={() => go(ordersPath(stallId))}>
              看订单
            </Button>
            {pasted && (
              <Button
                busy={chain.confirming.busy}
                disabled={!selling || chain.reading || chain.problem !== null || word === null}
                onPress={() => void confirm()}
              >
                {word ?? (view === null || view.lines.length === 0 ? '订上' : '都订过了')}
              </Button>
            )}
          </View>
        </ActionBar>
      }
    >
      {!selling && stall !== undefined && (
        <Banner tone="warn" title={cutOffWords(stall)} text="接龙还能看，已经不能下单、改单了" />
      )}
      {done !== null && (
        <Banner
          tone={leftWords(done) === '' ? 'ok' : 'warn'}
          title={doneWords(done)}
          text={leftWords(done) === '' ? '' : `${leftWords(done)}，在下面“要核对”里`}
        />
      )}
      {undone !== null && <Banner tone={undone.kept.length === 0 ? 'ok' : 'warn'} {...undoneWords(undone)} />}
      <PasteBox
        words={PASTE_WORDS}
        open={boxOpen}
        text={text}
        lines={view?.lines.length ?? 0}
        pastedBefore={view !== null && view.pastedAt !== null}
        onOpen={setBoxOpen}
        onPaste={() => void paste()}
        onExample={null}
        onChange={(words) => {
          setDone(null)
          setBoxOpen(true)
          chain.setText(words)
        }}
      />
      {chain.problem !== null && (
        <Banner tone="bad" title={chain.problem} action={{ word: '再试', onPress: chain.retry }} />
      )}
      {chain.confirming.problem !== null && <Banner tone="bad" title={chain.confirming.problem} />}
      {chain.problem === null && (chain.opening || (view === null && chain.reading)) && (
        <Card>
          <Skeleton rows={4} />
        </Card>
      )}
      {view !== null && pasted && <Counts view={view} reading={chain.reading} />}
      {view !== null && (!pasted || done !== null) && (
        <LastConfirmation
          last={view.lastConfirmation}
          lastUndo={undone === null ? view.lastUndo : null}
          words={lastWords(view)}
          undoing={mayUndo ? { ...chain.undoing, run: undo } : null}
        />
      )}
      {view !== null && !pasted && view.pastedAt !== null && <LastPaste view={view} />}
      {view !== null && (pasted || view.pastedAt !== null) && <OrderLines view={view} chain={chain} />}
    </Page>
  )
}
