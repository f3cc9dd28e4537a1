import { View } from '@tarojs/components'
import { useState } from 'react'
import type { FollowUpWhole } from '@gezhong/shared/people/follow-ups/contract'
import { CallOutcome, outcomeWords, type AttemptKind } from '@gezhong/shared/people/follow-ups/outcomes'
import { go } from '../../platform/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { reportPath } from '../report/report-path.ts'
import { ElsewhereSheet } from './elsewhere-sheet.tsx'
import { againWords, NoteSheet, type Remark } from './note-sheet.tsx'
import type { Said } from './use-calling.ts'

const NOTHING: Remark = { note: '', againMinutes: null }

interface Props {
  followUp: FollowUpWhole
  kind: AttemptKind
  busy: boolean
  onLog: (said: Said) => void
}

/** What came of it, in one press. A note or another time is written before, and goes along with the press. */
export function OutcomeKeys({ followUp, kind, busy, onLog }: Props) {
  const [remark, setRemark] = useState(NOTHING)
  const [open, setOpen] = useState<'note' | 'elsewhere' | null>(null)
  const tests = followUp.rounds.filter(({ question }) => question === 'who-was-tested')
  const survey = followUp.rounds.find(({ question }) => question === 'who-lives-here')
  const log = (outcome: CallOutcome, elsewhere: Pick<Said, 'rollId' | 'people'> = { rollId: null, people: null }) =>
    onLog({ outcome, ...remark, ...elsewhere })
  const press = (outcome: CallOutcome) => {
    if (outcome === 'tested-elsewhere' && tests.length > 0) setOpen('elsewhere')
    else log(outcome)
  }
  const written = [remark.note, remark.againMinutes === null ? '' : againWords(remark.againMinutes)]
    .filter(Boolean)
    .join(' · ')
  return (
    <Card title={kind === 'visit' ? '上门结果' : '结果'}>
      <View className="outcomes">
        {CallOutcome.options.map((outcome) => (
          <Button
            key={outcome}
            kind={outcome === 'will-come' || outcome === 'tested-elsewhere' ? 'soft' : 'plain'}
            disabled={busy}
            onPress={() => press(outcome)}
          >
            {outcomeWords({ kind, outcome })}
          </Button>
        ))}
      </View>
      <Row
        icon="edit"
        title={written === '' ? '写备注，定下次时间' : '按下结果时一起记'}
        note={written}
        onPress={() => setOpen('note')}
      />
      {survey !== undefined && (
        <Row
          icon="people"
          title="电话里报了人数，替这户上报"
          onPress={() => go(reportPath(survey.rollId, followUp.householdId))}
        />
      )}
      {open === 'note' && (
        <NoteSheet
          remark={remark}
          onClose={() => setOpen(null)}
          onKeep={(next) => {
            setRemark(next)
            setOpen(null)
          }}
        />
      )}
      {open === 'elsewhere' && (
        <ElsewhereSheet
          rounds={tests}
          onClose={() => setOpen(null)}
          onKeep={(elsewhere) => {
            setOpen(null)
            log('tested-elsewhere', elsewhere)
          }}
        />
      )}
    </Card>
  )
}
