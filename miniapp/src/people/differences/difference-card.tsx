import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  type Decision,
  DECISION_WORDS,
  DECISIONS_FOR,
  type Difference,
} from '@gezhong/shared/people/reconciliation/contract'
import { correctLedgerWords } from '@gezhong/shared/people/reconciliation/correct-ledger-words'
import { KIND_WORDS } from '@gezhong/shared/people/reconciliation/verdict'
import { SOURCE_WORDS } from '@gezhong/shared/people/reports/contract'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WholeNumbers } from '../../ui/whole-numbers.tsx'
import { Dial } from '../dial.tsx'
import { KIND_TONES } from '../report/standing-words.ts'
import { ChooseHousehold } from './choose-household.tsx'
import { CorrectReport } from './correct-report.tsx'
import type { Settling } from './use-settling.ts'
import './difference-card.css'

interface Props {
  difference: Difference
  may: boolean
  settling: Settling
}

/** `11月24日`. */
const dayWords = (instant: Date): string => {
  const [, month, day] = civilDay(instant).split('-')
  return `${Number(month)}月${Number(day)}日`
}

/** What decides at one tap, and what first needs an answer. */
const AT_ONCE: readonly Decision[] = ['correct-ledger', 'new-household', 'dismiss']

/** Ledger on the left, report on the right: what differs stands out. */
function Sides({ difference }: { difference: Difference }) {
  const { household, report, ledgerPhonesMasked, kind, sampled } = difference
  const side = (title: string, count: number | null | undefined, phones: readonly string[] | null) => (
    <View className="side">
      <Text className="side-title">{title}</Text>
      <Text
        className={
          kind === 'headcount-differs' || kind === 'more-sampled' ? 'side-count side-differs num' : 'side-count num'
        }
      >
        {count === null || count === undefined ? '没写人数' : `${count} 人`}
      </Text>
      {phones !== null && (
        <Text className={kind === 'phone-differs' ? 'side-phone side-differs num' : 'side-phone num'}>
          {phones[0] ?? '没有电话'}
        </Text>
      )}
    </View>
  )
  return (
    <View className="sides">
      {household !== null && side('台账', household.headcount, ledgerPhonesMasked)}
      {report === null ? side('采样', sampled, null) : side('报上来', report.headcount, report.phonesMasked)}
    </View>
  )
}

/** Keeping the ledger's number says nothing about how many they are. */
function saidPeople({ report, household }: Difference): { headcount?: number } {
  const headcount = report?.headcount ?? household?.headcount ?? null
  return headcount === null ? {} : { headcount }
}

const saidWhere = ({ report, rollTitle }: Difference): string =>
  report === null ? `${rollTitle}采样` : `${SOURCE_WORDS[report.source]} ${report.byName}`

function decisionWords(difference: Difference, decision: Decision): string {
  if (decision === 'correct-ledger') return correctLedgerWords(difference)
  return difference.report === null ? '台账没错' : DECISION_WORDS[decision]
}

export function DifferenceCard({ difference, may, settling }: Props) {
  const { id, kind, household, report, candidates, ownerName, dueAt, ledgerPhonesMasked } = difference
  const [asking, setAsking] = useState<'choose' | 'correct' | null>(null)
  const busy = settling.busyId === id
  const door = household?.door ?? report?.door ?? null
  const due = new Date(dueAt)
  const allowed = DECISIONS_FOR[kind]
  const title = door === null ? '门牌没看出来' : displayDoor(door)
  return (
    <Card tone={KIND_TONES[kind]}>
      <View className="difference-head">
        <Text className="difference-title">{title}</Text>
        <Tag tone={KIND_TONES[kind]}>{KIND_WORDS[kind]}</Tag>
      </View>
      {report !== null && report.text !== '' && (
        <Text className="difference-said">
          <WholeNumbers>{`原话：${report.text}`}</WholeNumbers>
        </Text>
      )}
      {kind !== 'incomplete' && <Sides difference={difference} />}
      <View className="difference-foot">
        <View className="difference-words">
          <Text className="difference-note">{saidWhere(difference)}</Text>
          <Text className="difference-note">
            {`${ownerName === null ? '还没人管' : `${ownerName}负责`} · ${dayWords(due)} ${wallClock(due)} 前定`}
          </Text>
        </View>
        {household !== null && (
          <Dial
            of={{ householdId: household.householdId }}
            door={household.door}
            phonesMasked={ledgerPhonesMasked}
            shape="pill"
          />
        )}
        {household === null && report !== null && may && (
          <Dial of={{ reportId: report.id }} door={title} phonesMasked={report.phonesMasked} shape="pill" />
        )}
      </View>
      {may && (
        <View className="difference-actions">
          {allowed.includes('choose-household') &&
            candidates.slice(0, 3).map((candidate) => (
              <Button
                key={candidate.householdId}
                kind="soft"
                shape="pill"
                disabled={busy}
                label={`认定是 ${displayDoor(candidate.door)}`}
                onPress={() =>
                  void settling.settle(difference, { decision: 'choose-household', householdId: candidate.householdId })
                }
              >
                {displayDoor(candidate.door)}
              </Button>
            ))}
          {allowed
            .filter((decision) => AT_ONCE.includes(decision))
            .map((decision) => {
              const word = decisionWords(difference, decision)
              return (
                <Button
                  key={decision}
                  kind={decision === 'dismiss' ? 'plain' : 'soft'}
                  shape="pill"
                  disabled={busy}
                  label={`${title}：${word}`}
                  onPress={() => void settling.settle(difference, { decision })}
                >
                  {word}
                </Button>
              )
            })}
          {kind === 'phone-differs' && (
            <Button
              kind="plain"
              shape="pill"
              disabled={busy}
              onPress={() =>
                void settling.settle(difference, { decision: 'correct-report', ...saidPeople(difference) })
              }
            >
              台账电话不改
            </Button>
          )}
          {allowed.includes('correct-report') && kind !== 'phone-differs' && (
            <Button kind="plain" shape="pill" disabled={busy} onPress={() => setAsking('correct')}>
              填实际人数
            </Button>
          )}
          {allowed.includes('choose-household') && (
            <Button kind="plain" shape="pill" disabled={busy} onPress={() => setAsking('choose')}>
              {candidates.length > 0 ? '找别的户' : '找是哪户'}
            </Button>
          )}
        </View>
      )}
      {asking === 'choose' && (
        <ChooseHousehold difference={difference} settling={settling} onClose={() => setAsking(null)} />
      )}
      {asking === 'correct' && (
        <CorrectReport difference={difference} settling={settling} onClose={() => setAsking(null)} />
      )}
    </Card>
  )
}
