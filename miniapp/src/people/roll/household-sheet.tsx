import { View } from '@tarojs/components'
import { wallClock } from '@gezhong/shared/civil-day'
import { householdReports, SOURCE_WORDS } from '@gezhong/shared/people/reports/contract'
import { VERDICT_WORDS } from '@gezhong/shared/people/reconciliation/verdict'
import type { RollQuestion, Standing } from '@gezhong/shared/people/rolls/contract'
import { canAskExemption } from '@gezhong/shared/people/policy'
import { go } from '../../platform/navigation.ts'
import { useActor } from '../../platform/session.ts'
import { useRead } from '../../platform/use-read.ts'
import { Button, Buttons } from '../../ui/button.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { exemptionsPath } from '../exemptions/exemptions-path.ts'
import { Dial } from '../dial.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import { RemindButton } from '../reminders/remind-button.tsx'
import { reportPath } from '../report/report-path.ts'
import { reportWords, VERDICT_TONES } from '../report/standing-words.ts'
import { countWords, StandingTag } from './standing-row.tsx'

interface Props {
  rollId: string
  standing: Standing
  question: RollQuestion
  /** It stands otherwise since the list was read, and left that list. */
  moved: boolean
  onClose: () => void
}

/** One household of the roll: call, report for it, and everything that was said. */
export function HouseholdSheet({ rollId, standing, question, moved, onClose }: Props) {
  const actor = useActor()
  const { householdId, gridCode, door, state, phonesMasked, responsibleName } = standing
  const said = useRead(householdReports, { params: { id: rollId, householdId } })
  const report = () => {
    onClose()
    go(reportPath(rollId, householdId))
  }
  return (
    <Sheet title={displayDoor(door)} onClose={onClose}>
      <View className="household-facts">
        <Row
          title={countWords(standing)}
          note={responsibleName === null ? '还没有包保人' : `包保：${responsibleName}`}
          end={moved ? <Tag tone="info">刚有变化</Tag> : <StandingTag standing={standing} question={question} />}
        />
        {said.data === undefined && said.error === null && <Skeleton rows={1} />}
        {said.data?.reports.map((one) => (
          <Row
            key={one.id}
            title={reportWords(one)}
            note={`${SOURCE_WORDS[one.source]} · ${one.byName} · ${wallClock(new Date(one.at))}`}
            end={<Tag tone={VERDICT_TONES[one.verdict]}>{VERDICT_WORDS[one.verdict]}</Tag>}
          />
        ))}
      </View>
      <Dial of={{ householdId }} door={door} phonesMasked={phonesMasked} shape="huge" />
      {phonesMasked.length === 0 && (
        <View className="household-no-phone">{state === 'excused' ? '没有登记电话' : '没有登记电话，要上门问'}</View>
      )}
      {state === 'missing' && !moved && <RemindButton householdId={householdId} rollId={rollId} />}
      <Buttons>
        <Button kind="soft" icon="edit" onPress={report}>
          {standing.reportId === null ? '替这户上报' : '改这户的上报'}
        </Button>
        {actor !== null && canAskExemption(actor, gridCode) && (
          <Button
            kind="soft"
            onPress={() => {
              onClose()
              go(exemptionsPath(householdId))
            }}
          >
            有人来不了
          </Button>
        )}
      </Buttons>
    </Sheet>
  )
}
