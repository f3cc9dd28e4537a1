import type {
  CandidateHousehold,
  ChainLine,
  ChainView,
  LineChange,
  OwnReport,
} from '@gezhong/shared/people/chain/contract'
import { REASONS, type Reason } from '@gezhong/shared/people/chain/reasons'
import type { ChainEntry } from '@gezhong/shared/people/chain/types'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import type { Work } from '../../database/transact.ts'
import { isPartly, leavesMissing, standingsOf, type Judgement } from '../reconciliation/judge.ts'
import type { KnownHousehold, ReportRow } from '../reconciliation/statements.ts'
import { maskSpans, maskText } from '../../security/mask-text.ts'
import { Turns } from '../../turns.ts'
import type { ChainHistory } from './history.ts'
import type { ChainRow } from './queries.ts'

const MISSING_SHOWN = 500
const SHOWN = new Set(['door', 'headcount', 'phone'])

export const candidateOf = (household: KnownHousehold): CandidateHousehold => ({
  householdId: household.id,
  door: household.door,
  headcount: household.headcount,
})

export interface ShownLine {
  judgement: Judgement
  /** The entry whose spans fit the text; null for a line that is gone. */
  entry: ChainEntry | null
  text: string
  change: LineChange
  previousText: string | null
  fix: string | null
  stored: boolean
}

/** The newest word of each household itself, by the household's id. */
function ownReportsOf(judgements: readonly Judgement[]): Map<string, ReportRow> {
  const own = new Map<string, ReportRow>()
  for (const { row, household, verdict } of judgements)
    if (row.source === 'self' && household !== null && verdict !== 'withdrawn') own.set(household.id, row)
  return own
}

interface Beside {
  question: RollQuestion
  byId: ReadonlyMap<string, KnownHousehold>
  own: ReadonlyMap<string, ReportRow>
  standings: ReturnType<typeof standingsOf>
}

function ownReportBeside({ judgement, change }: ShownLine, { own, standings }: Beside): OwnReport | null {
  const { row, household } = judgement
  const said = household === null || change === 'gone' ? undefined : own.get(household.id)
  const headcount = row.chosenHeadcount ?? row.headcount
  if (said === undefined || (said.intent === row.intent && said.headcount === headcount)) return null
  const replaced = standings.get(household!.id)?.row.id !== said.id
  return { headcount: said.headcount, intent: said.intent, at: said.saidAt.toISOString(), replaced }
}

/** No message has longer lines: the rest is kept, and reading and masking it for a screen helps nobody. Characters. */
export const SHOWN_LENGTH = 2500

export const cut = (text: string): string => (text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`)

function presentLine(work: Work, line: ShownLine, beside: Beside): ChainLine {
  const { judgement, entry } = line
  const { row } = judgement
  const spans = (entry?.spans ?? []).filter(({ end }) => end <= SHOWN_LENGTH)
  // A bare number is the usual way to write a headcount: worth a word only where a person looks anyway.
  const isQuiet = (reason: string) => reason === 'headcount-guessed' && judgement.difference === null
  const reasons = [...new Set([...row.reasons, ...judgement.reasons])].filter((r) => !isQuiet(r)) as Reason[]
  return {
    key: row.lineKey ?? row.id,
    line: entry?.line ?? null,
    index: row.lineIndex,
    text: maskSpans(cut(line.text), spans),
    spans: spans.flatMap(({ start, end, field }) =>
      SHOWN.has(field) ? [{ start, end, field: field as 'door' | 'headcount' | 'phone' }] : [],
    ),
    door: row.door,
    headcount: row.chosenHeadcount ?? row.headcount,
    phonesMasked: work.vault.openPhones(work.communityId, row.phonesSealed).map(maskPhone),
    intent: row.intent,
    remark: row.remarkSealed === null ? '' : maskText(work.vault.openForCommunity(work.communityId, row.remarkSealed)),
    confidence: row.confidence,
    reasons: reasons.flatMap((code) => (code in REASONS ? [{ code, sentence: REASONS[code] }] : [])),
    verdict: judgement.verdict,
    toSettle: line.change !== 'gone' && judgement.difference !== null,
    stillMissing: leavesMissing(beside.question, judgement),
    household: judgement.household === null ? null : candidateOf(judgement.household),
    candidates: judgement.candidateIds.flatMap((id) => {
      const household = beside.byId.get(id)
      return household === undefined ? [] : [candidateOf(household)]
    }),
    change: line.change,
    previousText: line.previousText === null ? null : maskText(cut(line.previousText)),
    fix: line.fix === null ? null : maskText(line.fix),
    ownReport: ownReportBeside(line, beside),
    reportId: line.stored ? row.id : null,
  }
}

/** A chain as it is shown: each line with its outcome, what changed, and who is still missing. */
export async function presentChain(
  work: Work,
  place: { rollId: string; gridId: string },
  question: RollQuestion,
  chain: ChainRow | undefined,
  households: readonly KnownHousehold[],
  judgements: readonly Judgement[],
  lines: readonly ShownLine[],
): Promise<Omit<ChainView, keyof ChainHistory>> {
  const byId = new Map(households.map((household) => [household.id, household]))
  const standings = standingsOf(judgements)
  const expected = households.filter((household) => household.occupancy === 'occupied' || standings.has(household.id))
  const missing = expected.filter(({ id }) => {
    const standing = standings.get(id)
    return standing === undefined || isPartly(question, standing)
  })
  const beside = { question, byId, own: ownReportsOf(judgements), standings }
  const shown: ChainLine[] = []
  const turns = new Turns()
  for (const line of lines) {
    if (turns.due) await turns.share()
    shown.push(presentLine(work, line, beside))
  }
  const count = (change: LineChange) => lines.filter((line) => line.change === change).length
  return {
    ...place,
    pastes: chain?.pastes ?? 0,
    pastedAt: chain?.pastedAt?.toISOString() ?? null,
    lines: shown,
    counts: {
      new: count('new'),
      changed: count('changed'),
      gone: count('gone'),
      same: count('same'),
      toSettle: shown.filter(({ toSettle }) => toSettle).length,
      replacesOwn: shown.filter(({ ownReport }) => ownReport?.replaced === true).length,
      households: expected.length,
      missing: missing.length,
    },
    missing: missing.slice(0, MISSING_SHOWN).map(candidateOf),
  }
}
