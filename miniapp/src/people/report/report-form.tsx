import { View } from '@tarojs/components'
import { z } from 'zod'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import type { Receipt, Report } from '@gezhong/shared/people/reports/contract'
import { QUESTION_ASKED } from '@gezhong/shared/people/rolls/roll-words'
import { buzz } from '../../platform/notice.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import { reportWords } from './standing-words.ts'
import { useReporting } from './use-reporting.ts'
import './report-form.css'

const Draft = z.object({
  way: z.enum(['fields', 'line']),
  headcount: z.number(),
  phone: z.string(),
  remark: z.string(),
  line: z.string(),
})

interface Props {
  rollId: string
  household: Household
  /** The roll asks who was tested, not who lives here. */
  tested: boolean
  /** What stands for this household now; the form begins with it. */
  said: Report | null
  own: boolean
  onDone: (result: Receipt | 'kept') => void
}

const MOST = 500

export function ReportForm({ rollId, household, tested, said, own, onDone }: Props) {
  const usual = said?.headcount ?? household.headcount ?? 1
  const draft = useDraft(`report:${rollId}:${household.id}`, 1, Draft, {
    way: 'fields',
    headcount: usual,
    phone: '',
    remark: said?.remark ?? '',
    line: `${household.door} ${usual}人 `,
  })
  const { value } = draft
  const reporting = useReporting({ rollId, householdId: household.id, door: household.door })
  const change = (part: Partial<z.infer<typeof Draft>>) => {
    reporting.clear()
    draft.change((before) => ({ ...before, ...part }))
  }
  const wrongPhone = value.way === 'fields' ? reporting.wrong['phone'] : undefined
  const submit = async () => {
    const { headcount, phone, remark, line } = value
    const result = await reporting.run(value.way === 'line' ? { line: line.trim() } : { headcount, phone, remark })
    if (result === null) return
    draft.settle()
    buzz()
    onDone('kept' in result ? 'kept' : result.receipt)
  }
  return (
    <>
      {said !== null && <Banner tone="ok" title={reportWords(said)} text={`${said.byName} 报的，再报一次就按新的算`} />}
      {draft.wasKept && <Banner tone="info" title="接着上次没写完的" text="上次写到一半，已经替您留着" />}
      <Segmented
        label="怎么报"
        value={value.way}
        onChange={(way) => change({ way })}
        options={[
          { value: 'fields', word: '一样样填' },
          { value: 'line', word: '写一句话' },
        ]}
      />
      <Card>
        {value.way === 'fields' ? (
          <>
            <View className="form-door">
              <View className="form-door-label">门牌号</View>
              <View className="form-door-words">{displayDoor(household.door)}</View>
            </View>
            <Stepper
              label={QUESTION_ASKED[tested ? 'who-was-tested' : 'who-lives-here']}
              unit="人"
              value={value.headcount}
              most={MOST}
              onChange={(headcount) => change({ headcount })}
            />
            <Field
              label="联系电话"
              kind="phone"
              value={value.phone}
              placeholder={household.phonesMasked[0] ?? '手机或座机'}
              hint={household.phonesMasked.length === 0 ? '方便网格员联系' : '没有变就不用填'}
              maxLength={30}
              error={wrongPhone}
              onChange={(phone) => change({ phone })}
            />
            <Field
              label="要说明的（可以不写）"
              value={value.remark}
              placeholder="如：老人行动不便"
              hint="有孕妇、要吃药的，也写在这里"
              onChange={(remark) => change({ remark })}
            />
          </>
        ) : (
          <TextBox
            short
            label="门牌号 + 人数 + 电话，写在一句里"
            value={value.line}
            placeholder={`例如：${household.door} 3人 138…`}
            hint="和群里接龙一样写就行"
            maxLength={200}
            onChange={(line) => change({ line })}
          />
        )}
        {reporting.problem !== null && wrongPhone === undefined && <Banner tone="bad" title={reporting.problem} />}
        <Button
          busy={reporting.busy}
          disabled={value.way === 'line' && value.line.trim() === ''}
          onPress={() => void submit()}
        >
          {own ? '上报' : '替这户上报'}
        </Button>
      </Card>
    </>
  )
}
