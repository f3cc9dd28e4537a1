import { displayDoor } from '../door.ts'
import { KIND_WORDS, outcomeWords } from '../follow-ups/outcomes.ts'
import { kitsItem, selfTestItem } from './antigen-words.ts'
import { EXEMPTION_WORDS, type ExemptionState } from '../exemptions/contract.ts'
import { METHOD_WORDS } from '../rounds/contract.ts'
import { OUTCOME_WORDS, RETEST_WORDS } from '../results/outcome.ts'
import type { OwnCall, OwnData, OwnExemption, OwnResult, OwnSample } from './contract.ts'
import { dayOf } from '../../civil-day.ts'
import { joined, when, type OwnGroup, type OwnItem } from './own-group.ts'

const STATE_WORDS: Record<ExemptionState, string> = {
  asked: '等网格长同意',
  approved: '同意了',
  refused: '没有同意',
  ended: '已经结束',
}

const who = (door: string, { name, people }: { name: string | null; people: number }): string =>
  joined([displayDoor(door), name ?? `${people} 人`])

const sampleItem = (door: string, sample: OwnSample): OwnItem => ({
  title: `${METHOD_WORDS[sample.method]}：${who(door, sample)}`,
  note: joined([sample.roundTitle, when(sample.takenAt), sample.undone && '记错了，已撤回']),
})

const resultItem = (door: string, result: OwnResult): OwnItem => ({
  title: `结果${OUTCOME_WORDS[result.outcome]}：${who(door, result)}`,
  note: joined([
    result.roundTitle ?? '在别处检测',
    when(result.testedAt),
    result.outcome === 'unclear' && RETEST_WORDS,
  ]),
})

const exemptionItem = (door: string, exemption: OwnExemption): OwnItem => ({
  title: `不用检测：${who(door, exemption)}`,
  note: joined([
    EXEMPTION_WORDS[exemption.reason],
    `${dayOf(exemption.fromDay)}到${dayOf(exemption.untilDay)}`,
    exemption.note,
    STATE_WORDS[exemption.state],
  ]),
})

export const testsGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'tests',
  title: '采样、抗原、结果和不用检测',
  why: '采样点记下的和您家报的，算谁还没检用。采样记错了，请网格员撤回',
  items: households.flatMap(({ door, samples, results, exemptions, kits, selfTests }) => [
    ...samples.map((sample) => sampleItem(door, sample)),
    ...results.map((result) => resultItem(door, result)),
    ...selfTests.map((test) => selfTestItem(door, test)),
    ...kits.map((one) => kitsItem(door, one)),
    ...exemptions.map((exemption) => exemptionItem(door, exemption)),
  ]),
  empty: '没有采过样，也没有自测过',
})

const callItem = (door: string, call: OwnCall): OwnItem => ({
  title: `${KIND_WORDS[call.kind]}：${displayDoor(door)}`,
  note: joined([when(call.at), outcomeWords(call), call.undone && '记错了，已撤回']),
})

export const callsGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'calls',
  title: '为没上报、没检测打来的电话',
  why: '有人还没报、还没检，工作人员会打电话或上门。记错了，请网格员更正',
  items: households.flatMap(({ door, calls }) => calls.map((call) => callItem(door, call))),
  empty: '没有打过',
})
