import { View } from '@tarojs/components'
import { useState } from 'react'
import {
  ABOUT_WORDS,
  askCorrection,
  CORRECTION_NEXT,
  CORRECTION_STATE_WORDS,
  CorrectionAbout,
  type OwnCorrection,
  withdrawCorrection,
} from '@gezhong/shared/people/corrections/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { type OwnData, readOwnData } from '@gezhong/shared/people/own-data/contract'
import type { OwnGroup } from '@gezhong/shared/people/own-data/own-group'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, type Tone } from '../../ui/card.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TextBox } from '../../ui/text-box.tsx'

const TONES: Record<OwnCorrection['state'], Tone> = {
  asked: 'info',
  taken: 'warn',
  done: 'ok',
  refused: 'bad',
  withdrawn: 'mute',
}

function Asked({ correction }: { correction: OwnCorrection }) {
  const { id, about, text, state, reason } = correction
  const withdrawing = useWrite(async (_: null, key) => {
    await call(withdrawCorrection, { params: { id }, idempotencyKey: key })
    notice('收回了')
    outdate(readOwnData)
  })
  return (
    <>
      <Row
        title={`${ABOUT_WORDS[about]}：${text}`}
        note={reason === '' ? undefined : `网格员说：${reason}`}
        end={<Tag tone={TONES[state]}>{CORRECTION_STATE_WORDS[state]}</Tag>}
      />
      {withdrawing.problem !== null && <Banner tone="bad" title={withdrawing.problem} />}
      {CORRECTION_NEXT[state].includes('withdrawn') && (
        <Button kind="plain" label={`收回：${text}`} busy={withdrawing.busy} onPress={() => void withdrawing.run(null)}>
          收回这条
        </Button>
      )}
    </>
  )
}

const OPTIONS = CorrectionAbout.options.map((value) => ({ value, word: ABOUT_WORDS[value] }))

function Asking({ households, onClose }: { households: OwnData['households']; onClose: () => void }) {
  const [householdId, setHouseholdId] = useState(households[0]!.householdId)
  const [about, setAbout] = useState<CorrectionAbout>('headcount')
  const [text, setText] = useState('')
  const [incomplete, setIncomplete] = useState(false)
  const asking = useWrite(async (body: { householdId: string; about: CorrectionAbout; text: string }, key) => {
    await call(askCorrection, { body: { id: await randomId(), ...body }, idempotencyKey: key })
    notice('提出了，网格员会来核实')
    outdate(readOwnData)
    onClose()
  })
  const submit = () => {
    setIncomplete(text.trim().length < 2)
    if (text.trim().length >= 2) void asking.run({ householdId, about, text: text.trim() })
  }
  return (
    <Sheet title="哪里不对？" onClose={onClose}>
      {households.length > 1 && (
        <Choices
          label="哪一户"
          value={householdId}
          onChange={setHouseholdId}
          options={households.map((each) => ({ value: each.householdId, word: displayDoor(each.door) }))}
        />
      )}
      <Choices label="哪里不对" value={about} onChange={setAbout} options={OPTIONS} />
      {asking.problem !== null && <Banner tone="bad" title={asking.problem} />}
      <TextBox
        label="应该是怎样"
        value={text}
        onChange={setText}
        maxLength={200}
        short
        placeholder="例如：家里现在两个人，儿子去外地了"
        error={incomplete ? '请写一句应该是怎样' : undefined}
        hint="网格员核实后才改，改没改这里看得到"
      />
      <Button busy={asking.busy} onPress={submit}>
        请网格员更正
      </Button>
    </Sheet>
  )
}

/** What was asked to be put right in the ledger, how it stands, and a way to ask. */
export function Corrections({ group, data }: { group: OwnGroup; data: OwnData }) {
  const [asking, setAsking] = useState(false)
  return (
    <Card title={group.title}>
      <View className="own-why">{group.why}</View>
      {data.corrections.length === 0 && <Row title={group.empty} />}
      {data.corrections.map((correction) => (
        <Asked key={correction.id} correction={correction} />
      ))}
      {data.households.length > 0 && (
        <View className="own-more">
          <Button kind="soft" icon="edit" onPress={() => setAsking(true)}>
            台账里有不对的
          </Button>
        </View>
      )}
      {asking && <Asking households={data.households} onClose={() => setAsking(false)} />}
    </Card>
  )
}
