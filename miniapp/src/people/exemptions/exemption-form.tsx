import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { z } from 'zod'
import { civilDay } from '@gezhong/shared/civil-day'
import {
  askExemption,
  type Exemption,
  EXEMPTION_WORDS,
  ExemptionReason,
  listExemptions,
} from '@gezhong/shared/people/exemptions/contract'
import { ownRounds } from '@gezhong/shared/people/own-rounds/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { useNow } from '../../platform/use-now.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import './exemption-form.css'

export interface Person {
  residentId: string
  name: string
}

interface Props {
  householdId: string
  /** Those known one by one. */
  people: readonly Person[]
  /** As many more, of whom only the number is known. */
  unnamed: number
  /** The civil days it may reach to, the first being the likeliest. */
  untils: readonly { day: string; word: string }[]
  /** What the button says. */
  word: string
  /** A household's words for what the ledger calls 卧床. */
  bedridden: string
  onAsked: (exemption: Exemption) => void
}

type Asked = Omit<z.input<(typeof askExemption)['body']>, 'id'>

const UNNAMED = 'unnamed'
const Note = z.string()
const REASONS: readonly ExemptionReason[] = ['bedridden', 'in-hospital', 'away', 'newborn', 'doctors-note']

function Part({ words, children }: { words: string; children: ReactNode }) {
  return (
    <View className="form-part">
      <View className="form-part-words" aria-hidden="true">
        {words}
      </View>
      {children}
    </View>
  )
}

/** Who need not come, why and until when. Begins with what is asked for most, so that one press is enough. */
export function ExemptionForm({ householdId, people, unnamed, untils, word, bedridden, onAsked }: Props) {
  const [who, setWho] = useState<string>(people[0]?.residentId ?? UNNAMED)
  const [count, setCount] = useState(1)
  const [reason, setReason] = useState<ExemptionReason>('bedridden')
  const [until, setUntil] = useState(untils[0]!.day)
  const note = useDraft(`exemption:${householdId}`, 1, Note, '')
  const asking = useWrite(async (body: Asked, id) => {
    const answer = await call(askExemption, { body: { ...body, id }, idempotencyKey: id })
    outdate(ownRounds, listExemptions)
    return answer
  })
  const today = civilDay(useNow())
  const said: Asked = {
    householdId,
    residentId: who === UNNAMED ? null : who,
    people: who === UNNAMED ? count : 1,
    reason,
    // A round whose last day is over may still be open.
    fromDay: until < today ? until : today,
    untilDay: until,
    note: note.value.trim(),
  }
  const submit = async () => {
    const answer = await asking.run(said)
    if (answer === null) return
    note.settle()
    onAsked(answer)
  }
  const names = people.map(({ residentId, name }) => ({ value: residentId, word: name }))
  const others = { value: UNNAMED, word: people.length === 0 ? '没登记名字的' : '其他人' }
  return (
    <>
      <Part words="谁">
        <Choices
          label="谁"
          value={who}
          options={unnamed > 0 || people.length === 0 ? [...names, others] : names}
          onChange={setWho}
        />
      </Part>
      {who === UNNAMED && (
        <Stepper label="几个人" value={count} least={1} most={Math.max(1, unnamed)} unit="人" onChange={setCount} />
      )}
      <Part words="为什么">
        <Choices
          label="为什么"
          value={reason}
          options={REASONS.map((value) => ({
            value,
            word: value === 'bedridden' ? bedridden : EXEMPTION_WORDS[value],
          }))}
          onChange={setReason}
        />
      </Part>
      <Part words="到哪天">
        <Choices
          label="到哪天"
          value={until}
          options={untils.map((one) => ({ value: one.day, word: one.word }))}
          onChange={setUntil}
        />
      </Part>
      <TextBox
        short
        label="还有什么要说的（可不填）"
        value={note.value}
        maxLength={200}
        onChange={(text) => note.change(() => text)}
      />
      {asking.problem !== null && <Banner tone="bad" title={asking.problem} />}
      <Button busy={asking.busy} onPress={() => void submit()}>
        {word}
      </Button>
    </>
  )
}
