import { useState } from 'react'
import type { Actor } from '@gezhong/shared/actor'
import { civilDay, dayOf } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  decideExemption,
  endExemption,
  type Exemption,
  EXEMPTION_WORDS,
  listExemptions,
} from '@gezhong/shared/people/exemptions/contract'
import { canAskExemption, canDecideExemption } from '@gezhong/shared/people/policy'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useNow } from '../../platform/use-now.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'

const whoOf = ({ residentId, residentName, people }: Exemption): string =>
  residentName ?? (residentId === null ? `没登记名字的 ${people} 人` : '孩子')

/** One who need not come, and what the reader may do about it. */
export function ExemptionCard({ exemption, actor }: { exemption: Exemption; actor: Actor }) {
  const { id, door, gridCode, reason, fromDay, untilDay, note, state, askedByName, byHousehold } = exemption
  const [sure, setSure] = useState<'refuse' | 'end' | null>(null)
  const deciding = useWrite(async (approved: boolean, key) => {
    await call(decideExemption, { params: { id }, body: { approved }, idempotencyKey: key })
    notice(approved ? '批了，不算他没检' : '没同意，他还是要检')
    outdate(listExemptions)
  })
  const ending = useWrite(async (_: null, key) => {
    await call(endExemption, { params: { id }, idempotencyKey: key })
    notice('结束了，下一轮要检')
    outdate(listExemptions)
  })
  const who = whoOf(exemption)
  const place = displayDoor(door)
  const problem = deciding.problem ?? ending.problem
  const isPast = untilDay < civilDay(useNow())
  const decides = state === 'asked' && canDecideExemption(actor, gridCode)
  const ends = (state === 'approved' || state === 'asked') && !decides && canAskExemption(actor, gridCode)
  return (
    <Card title={`${place} ${who}`} note={byHousehold ? '住户自己申请' : `${askedByName}申请`}>
      {problem !== null && <Banner tone="bad" title={problem} />}
      <Row
        icon={reason === 'bedridden' ? 'home' : 'person'}
        title={EXEMPTION_WORDS[reason]}
        note={`${dayOf(fromDay)}到${dayOf(untilDay)}${note === '' ? '' : ` · ${note}`}`}
        end={state === 'approved' && isPast ? <Tag tone="mute">到期了</Tag> : undefined}
      />
      {exemption.decidedByName !== null && (
        <Row icon="check" title={`${exemption.decidedByName}${state === 'refused' ? '没同意' : '办的'}`} />
      )}
      {decides && (
        <Buttons>
          <Button kind="soft" label={`${place}${who}不同意`} onPress={() => setSure('refuse')}>
            不同意
          </Button>
          <Button label={`${place}${who}同意`} busy={deciding.busy} onPress={() => void deciding.run(true)}>
            同意
          </Button>
        </Buttons>
      )}
      {ends && (
        <Button
          kind="plain"
          label={`${place}${who}${state === 'asked' ? '收回' : '结束'}`}
          onPress={() => setSure('end')}
        >
          {state === 'asked' ? '收回申请' : '提前结束，要检了'}
        </Button>
      )}
      {sure !== null && (
        <Confirm
          title={sure === 'refuse' ? `不同意${who}不用检？` : `${who}要检了？`}
          text={sure === 'refuse' ? '他这一轮还算没检，住户看得到没有同意。' : '从现在起，他又算要检的人。'}
          yes={sure === 'refuse' ? '不同意' : '是，要检了'}
          no="再想想"
          busy={deciding.busy || ending.busy}
          onYes={() => void (sure === 'refuse' ? deciding.run(false) : ending.run(null)).then(() => setSure(null))}
          onNo={() => setSure(null)}
        />
      )}
    </Card>
  )
}
