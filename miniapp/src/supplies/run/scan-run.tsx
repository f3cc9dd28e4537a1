import { useEffect, useRef, useState } from 'react'
import type { RunSheet, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import type { Judged } from '@gezhong/shared/supplies/deliveries/judge'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { readySignatures } from '../../platform/ed25519.ts'
import { buzz } from '../../platform/notice.ts'
import { Banner } from '../../ui/banner.tsx'
import { ScanStage } from '../../ui/scan-stage.tsx'
import { VerdictView } from '../../ui/verdict.tsx'
import { ContactSheet } from './contact-sheet.tsx'
import { HandOver } from './hand-over.tsx'
import { judgeHere, type StopVoucher } from './judge-here.ts'
import { runTitle, stopTitle } from './run-words.ts'
import { othersAtDoor } from './stops.ts'
import type { Deed, RunHere } from './use-run.ts'
import { verdictWords } from './verdict-words.ts'

interface Props {
  run: RunHere
  sheet: RunSheet
  progress: string
  onClose: () => void
}

interface Seen {
  id: string
  text: string
  judged: Judged<StopVoucher>
}

/** Bag after bag before the camera: a verdict at once, by what is on this phone, and nothing counts before it is confirmed. */
export function ScanRun({ run, sheet, progress, onClose }: Props) {
  const [seen, setSeen] = useState<Seen | null>(null)
  const [count, setCount] = useState(0)
  const [last, setLast] = useState<readonly Stop[]>([])
  const keeping = useRef(false)
  useEffect(() => {
    // After the stage is drawn, while the camera opens.
    const timer = setTimeout(readySignatures, 100)
    return () => clearTimeout(timer)
  }, [])
  const see = (text: string) => {
    const judged = judgeHere(text, sheet, run.stops, run.now())
    setSeen({ id: `${count}`, text, judged })
    setCount(count + 1)
    // What is no code of ours may be anything of anybody's: it stays on this phone.
    if (judged.verdict !== 'deliverable' && judged.verdict !== 'unknown')
      void run.act([{ act: 'turned-away', stop: judged.voucher?.stop ?? null, code: text, verdict: judged.verdict }])
  }
  const done = async (deeds: readonly Deed[]) => {
    // A second tap of the same thumb is no second bag.
    if (keeping.current) return
    keeping.current = true
    buzz()
    await run.act(deeds)
    keeping.current = false
    setLast(deeds.flatMap((deed) => (deed.act === 'handed-over' ? [deed.stop] : [])))
    setSeen(null)
  }
  const isHandedOver = ({ voucherId }: Stop) =>
    run.stops.some((stop) => stop.voucherId === voucherId && stop.deliveredAt !== null)
  const undoable = last.filter(isHandedOver)
  const [first] = undoable
  return (
    <ScanStage
      title={runTitle(sheet.run)}
      progress={progress}
      bar={<ConnectionBar />}
      hint="把袋子上或住户手机上的码放进框里"
      typed={{ label: '码下面的 8 位数字', placeholder: '扫不出来就填 8 位数字', onDone: see }}
      said={
        first !== undefined && (
          <Banner
            tone="ok"
            title={`${stopTitle(first)} 已交付${undoable.length > 1 ? ` ${undoable.length} 袋` : ''}`}
            action={{ word: '撤销', onPress: () => void run.act(undoable.map((stop) => ({ act: 'undone', stop }))) }}
          />
        )
      }
      onCode={see}
      onClose={onClose}
    >
      {seen !== null && (
        <SeenVerdict
          key={seen.id}
          seen={seen}
          run={run}
          sheet={sheet}
          onDone={(deeds) => void done(deeds)}
          onNext={() => setSeen(null)}
        />
      )}
    </ScanStage>
  )
}

interface SeenProps {
  seen: Seen
  run: RunHere
  sheet: RunSheet
  onDone: (deeds: readonly Deed[]) => void
  onNext: () => void
}

function SeenVerdict({ seen: { id, text, judged }, run, sheet, onDone, onNext }: SeenProps) {
  // As it stood when it was scanned: what is sent meanwhile must not change the question under the finger.
  const [others] = useState(() => (judged.voucher === null ? [] : othersAtDoor(judged.voucher.stop, run.stops)))
  const [asking, setAsking] = useState(false)
  const verdict = verdictWords(id, judged, sheet, 1 + others.length)
  if (judged.verdict !== 'deliverable' || judged.voucher === null) {
    const ask = sheet.contacts.length === 0 ? [] : [{ word: '联系网格长', onPress: () => setAsking(true) }]
    return (
      <>
        <VerdictView verdict={verdict} actions={[...ask, { word: '继续扫码', onPress: onNext }]} />
        {asking && <ContactSheet contacts={sheet.contacts} onClose={() => setAsking(false)} />}
      </>
    )
  }
  return (
    <VerdictView verdict={verdict}>
      <HandOver
        stop={judged.voucher.stop}
        code={text}
        others={others}
        payCode={sheet.payCode}
        onDone={onDone}
        onBack={onNext}
      />
    </VerdictView>
  )
}
