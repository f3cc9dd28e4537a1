import { View } from '@tarojs/components'
import { useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import { readCode } from '@gezhong/shared/signed-code'
import { type Bag, findBag } from '@gezhong/shared/supplies/packing/contract'
import { readShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { call, sentenceOf } from '../../platform/api.ts'
import { buzz } from '../../platform/notice.ts'
import { randomId } from '../../platform/random-id.ts'
import { Banner } from '../../ui/banner.tsx'
import { ScanStage } from '../../ui/scan-stage.tsx'
import { VerdictView } from '../../ui/verdict.tsx'
import { BagSheet } from './bag-sheet.tsx'

interface Props {
  progress: string
  /** As it stands in the list now. */
  freshOf: (bag: Bag) => Bag
  onClose: () => void
}

/** A label that lies on before the camera is told again every two seconds; gone for longer, it is meant anew. */
const LIES_ON_MS = 3_000

/** Knows the label that was put down last, while it lies on before the camera. */
function putDown() {
  let [label, at] = ['', 0]
  return {
    note(text: string) {
      label = text
      at = Date.now()
    },
    liesOn(text: string): boolean {
      if (text !== label || Date.now() - at >= LIES_ON_MS) return false
      at = Date.now()
      return true
    },
  }
}

type Seen = { at: number; text: string } & (
  { kind: 'looking' } | { kind: 'bag'; bag: Bag } | { kind: 'not'; why: string }
)

/** Label after label before the camera: the bag opens, is packed, and the next label is read at once. */
export function ScanBags({ progress, freshOf, onClose }: Props) {
  const [seen, setSeen] = useState<Seen | null>(null)
  const [count, setCount] = useState(0)
  const [last, setLast] = useState<Bag | null>(null)
  const [down] = useState(putDown)
  const look = (text: string) => {
    if (!down.liesOn(text)) void see(text)
  }
  const see = async (text: string) => {
    const at = count
    setCount(count + 1)
    // What is no label of ours may be anything of anybody's: it stays on this phone.
    if (readShortCode(text) === null && readCode(text.trim()) === null) {
      setSeen({ at, text, kind: 'not', why: '这不是袋子上的标签，请扫标签上的码' })
      return
    }
    setSeen({ at, text, kind: 'looking' })
    try {
      const bag = await call(findBag, { body: { code: text }, idempotencyKey: await randomId() })
      buzz()
      setSeen({ at, text, kind: 'bag', bag })
    } catch (error) {
      setSeen({ at, text, kind: 'not', why: sentenceOf(error) })
    }
  }
  const next = () => {
    if (seen !== null) down.note(seen.text)
    setSeen(null)
  }
  const close = (bag: Bag) => {
    setLast(bag)
    next()
  }
  const closed = last === null ? null : freshOf(last)
  return (
    <ScanStage
      title="扫标签"
      progress={progress}
      bar={<ConnectionBar />}
      hint="把袋子标签上的码放进框里"
      typed={{ label: '标签上的8个数字', placeholder: '扫不出来就填8个数字', onDone: (text) => void see(text) }}
      said={
        closed !== null &&
        closed.packedAt !== null &&
        !closed.changedSince && <Banner tone="ok" title={`${displayDoor(closed.door)} 装好了`} />
      }
      onCode={look}
      onClose={onClose}
    >
      {seen !== null && <SeenLabel seen={seen} freshOf={freshOf} onBag={close} onNext={next} />}
    </ScanStage>
  )
}

interface SeenProps {
  seen: Seen
  freshOf: (bag: Bag) => Bag
  onBag: (bag: Bag) => void
  onNext: () => void
}

function SeenLabel({ seen, freshOf, onBag, onNext }: SeenProps) {
  if (seen.kind === 'looking')
    return (
      <View className="scan-foot">
        <Banner tone="info" title="正在找这一袋…" />
      </View>
    )
  if (seen.kind === 'not')
    return (
      <VerdictView
        verdict={{ id: String(seen.at), tone: 'stop', word: '没找到', lines: [seen.why] }}
        actions={[{ word: '继续扫码', onPress: onNext }]}
      />
    )
  const bag = freshOf(seen.bag)
  return <BagSheet key={`${bag.orderId} ${bag.revision}`} bag={bag} onClose={() => onBag(bag)} />
}
