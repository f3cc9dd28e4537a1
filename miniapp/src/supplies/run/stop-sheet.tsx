import { useState } from 'react'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { sayShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { CallDoor } from './call-door.tsx'
import { FailRows } from './fail-rows.tsx'
import { owedWords, stopNote, stopTitle } from './run-words.ts'
import { isOpen } from './stops.ts'
import type { RunHere } from './use-run.ts'

interface Props {
  runId: string
  stop: Stop
  onAct: RunHere['act']
  onClose: () => void
}

/** One bag: what is in it, and what can be said of it without its code. */
export function StopSheet({ runId, stop, onAct, onClose }: Props) {
  const [part, setPart] = useState<'bag' | 'failed' | 'undo'>('bag')
  const owed = owedWords(stop.owedFen)
  if (part === 'undo')
    return (
      <Confirm
        title={`撤销 ${stopTitle(stop)} 的送到？`}
        text="点错了、给错了人家才撤。撤了以后这一袋还要送。"
        yes="撤销送到"
        no="不撤"
        danger
        onYes={() => {
          void onAct([{ act: 'undone', stop }])
          onClose()
        }}
        onNo={() => setPart('bag')}
      />
    )
  return (
    <Sheet title={part === 'failed' ? `${stopTitle(stop)} 为什么没送成` : stopTitle(stop)} onClose={onClose}>
      {part === 'failed' && (
        <FailRows
          onChoose={(why) => {
            void onAct([{ act: 'failed', stop, why }])
            onClose()
          }}
        />
      )}
      {part === 'bag' && (
        <>
          {stop.deliveredAt !== null && <Banner tone="ok" title={stopNote(stop)} />}
          {stop.cancelled && stop.deliveredAt === null && (
            <Banner tone="warn" title="这单取消了" text="不要交付，把袋子带回去" />
          )}
          {stop.goods.map(({ itemId, name, milli, unit }) => (
            <Row key={itemId} title={name} end={sayQuantity(milli, unit)} />
          ))}
          {owed !== '' && <Row title="钱" end={owed} />}
          {stop.note !== '' && <Row title="住户说" note={stop.note} />}
          <Row title="短码" note="扫不出来时填的 8 位数字，袋子上也有" end={sayShortCode(stop.shortCode)} />
          {isOpen(stop) && <CallDoor runId={runId} stop={stop} />}
          {isOpen(stop) && (
            <Button kind="plain" onPress={() => setPart('failed')}>
              没送成
            </Button>
          )}
          {stop.deliveredAt !== null && (
            <Button kind="danger" onPress={() => setPart('undo')}>
              撤销送到
            </Button>
          )}
        </>
      )}
    </Sheet>
  )
}
