import { View } from '@tarojs/components'
import { useState } from 'react'
import { civilDay } from '@gezhong/shared/civil-day'
import { endExemption, EXEMPTION_WORDS } from '@gezhong/shared/people/exemptions/contract'
import { ownRounds, type OwnAsk, type OwnRound } from '@gezhong/shared/people/own-rounds/contract'
import { dayWord } from '@gezhong/shared/people/own-rounds/round-words'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useNow } from '../../platform/use-now.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { ExemptionForm } from '../exemptions/exemption-form.tsx'
import { untilDays } from '../exemptions/until-days.ts'
import { calledBy } from '../called-by.ts'

interface Props {
  householdId: string
  round: OwnRound
  onClose: () => void
}

/** Who cannot come asks here; that a sampler comes to the house stands chosen. */
export function CannotComeSheet({ householdId, round, onClose }: Props) {
  const now = useNow()
  const { people, unnamed } = round
  const isSampled = round.method === 'pcr'
  const due = people.filter(({ state }) => state === 'missing' || state === 'counted')
  return (
    <Sheet title={isSampled ? '来不了怎么办' : '测不了怎么办'} onClose={onClose}>
      <View className="cannot-come">
        {isSampled
          ? '填好交给网格长，他同意了就不用来。要上门的，采样员到家里来采。'
          : '填好交给网格长，他同意了这一轮就不用测。'}
      </View>
      <ExemptionForm
        householdId={householdId}
        people={due.map((person) => ({ residentId: person.residentId, name: calledBy(person, people) }))}
        unnamed={unnamed.missing}
        untils={[{ day: civilDay(new Date(round.endsAt)), word: '就这一轮' }, ...untilDays(now)]}
        bedridden={isSampled ? '走不动，请上门采' : '自己测不了，请上门'}
        word="交给网格长"
        onAsked={() => {
          notice('交上去了，等网格长回话')
          onClose()
        }}
      />
    </Sheet>
  )
}

function nameOf({ residentId, people: count }: OwnAsk, people: OwnRound['people']): string {
  const person = people.find((one) => one.residentId === residentId)
  return person === undefined ? `${count} 人` : calledBy(person, people)
}

/** What was asked for and what became of it. */
export function AskRow({ ask, people }: { ask: OwnAsk; people: OwnRound['people'] }) {
  const now = useNow()
  const [taking, setTaking] = useState(false)
  const ending = useWrite(async (id: string, key) => {
    await call(endExemption, { params: { id }, idempotencyKey: key })
    outdate(ownRounds)
  })
  const name = nameOf(ask, people)
  if (ask.state === 'refused')
    return (
      <Banner
        tone="warn"
        title={`${name}：没有同意“${EXEMPTION_WORDS[ask.reason]}”`}
        text="还是要来采。实在来不了，打电话跟网格员说"
      />
    )
  return (
    <>
      <Row
        icon="clock"
        title={`${name}：等网格长回话`}
        note={`${EXEMPTION_WORDS[ask.reason]}，到${dayWord(new Date(`${ask.untilDay}T12:00:00+08:00`), now)}`}
        end={
          <Button kind="plain" shape="pill" label={`收回${name}的申请`} onPress={() => setTaking(true)}>
            收回
          </Button>
        }
      />
      {ending.problem !== null && <Banner tone="bad" title={ending.problem} />}
      {taking && (
        <Confirm
          title="收回这个申请？"
          text="收回后，这一轮还是要来采。"
          yes="收回"
          no="先不收回"
          busy={ending.busy}
          onYes={() => void ending.run(ask.id).then(() => setTaking(false))}
          onNo={() => setTaking(false)}
        />
      )}
    </>
  )
}
