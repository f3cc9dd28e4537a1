import { View } from '@tarojs/components'
import { useState } from 'react'
import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import { confirmationWords, undoWords } from '@gezhong/shared/people/chain/confirmation-words'
import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { go, showTop } from '../../platform/navigation.ts'
import { buzz, notice } from '../../platform/notice.ts'
import { pastedWords } from '../../platform/paste.ts'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { ActionBar } from '../../ui/bar.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { PasteBox } from '../../ui/paste-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { rollPath } from '../roll/roll-path.ts'
import { usePageRoll } from '../use-page-roll.ts'
import { ChainLines } from './chain-lines.tsx'
import { ChainCounts } from './chain-counts.tsx'
import { GoneSheet } from './gone-sheet.tsx'
import { LastConfirmation } from './last-confirmation.tsx'
import { MissingSheet } from './missing-sheet.tsx'
import { takeTextAlong, useChain } from './use-chain.ts'
import { useExample } from './use-example.ts'
import { WhichRoll } from './which-roll.tsx'
import '../../ui/chain-bar.css'
import './chain.css'

const PASTE_WORDS = {
  empty: '在群里长按接龙，复制，再贴到这里\n贴几次都行，只算新的和改过的',
  before: '贴进来就开始核对，点确认才记下',
  after: '边贴边看，下面是核对结果',
}

const lastWords = ({ lastConfirmation: last }: ChainView) =>
  last === null ? { did: '', undo: '' } : { did: confirmationWords(last), undo: undoWords(last) }

/** Paste the group's chain, watch it being read, put single lines right, confirm. */
export default function ChainPage() {
  const page = usePageRoll()
  if (page.isChosen) return <ChainOfRoll key={page.rollId} page={page} />
  return (
    <Page back title="接龙核对" subtitle={page.grid && gridTitle(page.grid)} bar={<ConnectionBar />}>
      <WhichRoll rolls={page.rolls} chosen={null} onChoose={page.choose} />
    </Page>
  )
}

function ChainOfRoll({ page }: { page: ReturnType<typeof usePageRoll> }) {
  const { rollId, gridId, roll, grid } = page
  const chain = useChain(rollId, gridId)
  const [boxOpen, setBoxOpen] = useState(false)
  const [sheet, setSheet] = useState<'missing' | 'gone' | 'gone-then-call' | null>(null)
  const [confirmed, setConfirmed] = useState<{ certain: number; toSettle: number } | null>(null)
  const { view, text } = chain
  const example = useExample(grid?.code)
  const pasted = text.trim() !== ''

  const paste = async () => {
    const words = await pastedWords()
    if (words === null) return setBoxOpen(true)
    setConfirmed(null)
    chain.setText(words)
    setBoxOpen(false)
  }
  const confirm = async (dropGone: boolean, thenCall: boolean) => {
    const done = await chain.confirm(dropGone)
    setSheet(null)
    if (done === null) return
    buzz()
    setBoxOpen(false)
    showTop()
    setConfirmed({
      certain: done.lines.filter(({ verdict, change }) => verdict === 'matched' && change !== 'gone').length,
      toSettle: done.counts.toSettle,
    })
    if (thenCall) go(rollPath(rollId, gridId, 'missing'))
  }
  const notYet = chain.reading || chain.problem !== null || view === null || view.lines.length === 0
  const begin = (thenCall: boolean) => {
    if (view !== null && view.counts.gone > 0) setSheet(thenCall ? 'gone-then-call' : 'gone')
    else void confirm(false, thenCall)
  }
  const choose = (next: string) => {
    takeTextAlong(rollId, next, gridId)
    page.choose(next)
  }
  const undo = async (id: string) => {
    setConfirmed(null)
    const done = await chain.undoing.run(id)
    if (done) notice('撤销了')
    return done
  }
  const certain = view?.lines.filter(({ verdict, change }) => verdict === 'matched' && change !== 'gone').length ?? 0

  return (
    <Page
      back
      title="接龙核对"
      subtitle={[
        grid && gridTitle(grid),
        roll?.title,
        !pasted && view && view.pastes > 0 ? `已核对 ${view.pastes} 次` : undefined,
      ]
        .filter(Boolean)
        .join(' · ')}
      bar={<ConnectionBar />}
      action={
        pasted ? (
          <Button kind="plain" shape="pill" icon="paste" onPress={() => void paste()}>
            重新粘贴
          </Button>
        ) : undefined
      }
      footer={
        view !== null && (pasted || view.pastes > 0) ? (
          <ActionBar>
            <View className="chain-actions">
              <Button kind="plain" onPress={() => setSheet('missing')}>
                {`还差 ${view.counts.missing} 户`}
              </Button>
              {pasted && (
                <Button busy={chain.confirming.busy} disabled={notYet} onPress={() => begin(false)}>
                  {certain > 0 ? `确认 ${certain} 条` : '确认接龙'}
                </Button>
              )}
            </View>
          </ActionBar>
        ) : undefined
      }
    >
      {!chain.confirming.busy && <WhichRoll rolls={page.rolls} chosen={rollId} onChoose={choose} />}
      {confirmed !== null && (
        <Banner
          tone="ok"
          title={confirmed.certain > 0 ? `记下了，${confirmed.certain} 条对上` : '记下了'}
          text={confirmed.toSettle > 0 ? `还有 ${confirmed.toSettle} 条要核对` : '没有要核对的'}
          action={
            confirmed.toSettle > 0
              ? { word: '去核对', onPress: () => go(`/people/differences/differences?roll=${rollId}&grid=${gridId}`) }
              : undefined
          }
        />
      )}
      <PasteBox
        words={PASTE_WORDS}
        open={boxOpen}
        text={text}
        lines={view?.lines.filter(({ change }) => change !== 'gone').length ?? 0}
        pastedBefore={view !== null && view.pastes > 0}
        onOpen={setBoxOpen}
        onPaste={() => void paste()}
        onExample={
          example === null
            ? null
            : () => {
                chain.setText(example)
                setBoxOpen(false)
              }
        }
        onChange={(words) => {
          setConfirmed(null)
          setBoxOpen(true)
          chain.setText(words)
        }}
      />
      {chain.problem !== null && (
        <Banner tone="bad" title={chain.problem} action={{ word: '再试', onPress: chain.retry }} />
      )}
      {chain.confirming.problem !== null && <Banner tone="bad" title={chain.confirming.problem} />}
      {(chain.opening || (view === null && chain.reading)) && (
        <Card>
          <Skeleton rows={4} />
        </Card>
      )}
      {view !== null && !pasted && (
        <LastConfirmation
          last={view.lastConfirmation}
          lastUndo={view.lastUndo}
          words={lastWords(view)}
          undoing={roll?.state === 'open' ? { ...chain.undoing, run: undo } : null}
        />
      )}
      {view !== null && (pasted || view.pastes > 0) && (
        <>
          <ChainCounts view={view} pasted={pasted} reading={chain.reading} />
          <ChainLines view={view} pasted={pasted ? text : ''} onFix={chain.setFix} />
        </>
      )}
      {sheet === 'missing' && view !== null && (
        <MissingSheet
          view={view}
          unconfirmed={
            pasted
              ? {
                  busy: chain.confirming.busy,
                  disabled: notYet,
                  problem: chain.confirming.problem,
                  onConfirm: () => begin(true),
                }
              : null
          }
          onClose={() => setSheet(null)}
        />
      )}
      {(sheet === 'gone' || sheet === 'gone-then-call') && view !== null && (
        <GoneSheet
          gone={view.counts.gone}
          busy={chain.confirming.busy}
          onAnswer={(dropGone) => void confirm(dropGone, sheet === 'gone-then-call')}
          onClose={() => setSheet(null)}
        />
      )}
    </Page>
  )
}
