import { useState } from 'react'
import { civilDay } from '@gezhong/shared/civil-day'
import {
  ABOUT_WORDS,
  type Correction,
  listCorrections,
  settleCorrection,
  takeCorrection,
} from '@gezhong/shared/people/corrections/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { call } from '../../platform/api.ts'
import { endPullDown } from '../../platform/navigation.ts'
import { notice } from '../../platform/notice.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { outdate } from '../../platform/queries.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TextBox } from '../../ui/text-box.tsx'

/** What residents of my grid say is wrong in the ledger, one card each. */
export default function Corrections() {
  const { data, error, refetch } = useRead(listCorrections, {}, { every: POLL_MS })
  usePullDownRefresh(() => void refetch().finally(endPullDown))
  return (
    <Page title="待更正" subtitle="住户说台账不对，核实后再改台账" back>
      {data === undefined && <Awaited error={error} onRetry={() => void refetch()} />}
      {data?.corrections.length === 0 && (
        <Card>
          <Empty icon="done" title="没有要更正的" text="有住户说台账里他家不对时，会出现在这里" />
        </Card>
      )}
      {data?.corrections.map((correction) => (
        <CorrectionCard key={correction.id} correction={correction} />
      ))}
    </Page>
  )
}

function Refusing({
  busy,
  onRefuse,
  onClose,
}: {
  busy: boolean
  onRefuse: (reason: string) => void
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const [incomplete, setIncomplete] = useState(false)
  return (
    <Sheet title="为什么不改？" onClose={onClose}>
      <TextBox
        label="写给住户看"
        value={reason}
        onChange={setReason}
        maxLength={200}
        short
        placeholder="例如：上门看过，人还住在这里"
        error={incomplete ? '请写明为什么没有改' : undefined}
      />
      <Button
        busy={busy}
        onPress={() => {
          setIncomplete(reason.trim().length < 2)
          if (reason.trim().length >= 2) onRefuse(reason.trim())
        }}
      >
        告诉住户
      </Button>
    </Sheet>
  )
}

function CorrectionCard({ correction }: { correction: Correction }) {
  const { id, door, about, text, displayName, ownerName, askedAt, state } = correction
  const [refusing, setRefusing] = useState(false)
  const taking = useWrite(async (_: null, key) => {
    await call(takeCorrection, { params: { id }, idempotencyKey: key })
    outdate(listCorrections)
  })
  const settling = useWrite(async (body: { done: boolean; reason: string }, key) => {
    await call(settleCorrection, { params: { id }, body, idempotencyKey: key })
    notice(body.done ? '好了，住户看得到' : '告诉住户了')
    outdate(listCorrections)
  })
  const problem = settling.problem ?? taking.problem
  const place = displayDoor(door)
  return (
    <Card title={place} note={civilDay(new Date(askedAt))}>
      {problem !== null && <Banner tone="bad" title={problem} />}
      <Row icon="edit" title={ABOUT_WORDS[about]} note={text} />
      <Row
        icon="person"
        title={displayName}
        end={state === 'taken' ? <Tag tone="warn">{`${ownerName ?? '有人'}在办`}</Tag> : undefined}
      />
      <Buttons>
        <Button kind="soft" label={`${place}不用改`} busy={settling.busy} onPress={() => setRefusing(true)}>
          不用改
        </Button>
        {state === 'asked' ? (
          <Button label={`${place}我来办`} busy={taking.busy} onPress={() => void taking.run(null)}>
            我来办
          </Button>
        ) : (
          <Button
            label={`${place}台账改好了`}
            busy={settling.busy}
            onPress={() => void settling.run({ done: true, reason: '' })}
          >
            台账改好了
          </Button>
        )}
      </Buttons>
      {refusing && (
        <Refusing
          busy={settling.busy}
          onClose={() => setRefusing(false)}
          onRefuse={(reason) => {
            setRefusing(false)
            void settling.run({ done: false, reason })
          }}
        />
      )}
    </Card>
  )
}
