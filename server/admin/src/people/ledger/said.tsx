import { editHousehold, NOTE_MAX_LENGTH, type Household } from '@gezhong/shared/people/ledger/contract'
import { householdSaid, SOURCE_WORDS, type Report } from '@gezhong/shared/people/reports/contract'
import { Button } from 'antd'
import { toastProblem, ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { lastChangeOf } from './last-change.ts'
import { LEDGER_READS, useUndoChanges } from './use-undo-changes.ts'

/** What the household said of itself, newest first; a remark goes into its note with one tap. */
export function Said({ household, mayEdit }: { household: Household; mayEdit: boolean }) {
  const { data, error } = useRead(householdSaid, { params: { id: household.id } })
  return (
    <section aria-label="上报过的">
      <h3>上报过的</h3>
      <ProblemNote error={error} />
      {data === undefined && !error ? <Skeleton lines={2} /> : null}
      {data?.reports.length === 0 ? <p className="quiet">还没有上报过</p> : null}
      <ul className="said-list">
        {data?.reports.map((report) => (
          <li key={report.id}>
            <div className="row apart">
              <span className="num">
                <b>{factsOf(report)}</b> <span className="quiet">{report.phonesMasked.join('、')}</span>
              </span>
              <span className="quiet small">
                {whenWords(report.at)} · {SOURCE_WORDS[report.source]} · {report.byName}
              </span>
            </div>
            {report.remark ? <Remark household={household} remark={report.remark} mayEdit={mayEdit} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function factsOf({ intent, state, verdict, headcount }: Report): string {
  const facts = intent === 'vacant' ? '说没人住' : headcount === null ? '没写人数' : `${headcount} 人`
  if (state === 'withdrawn' || intent === 'withdraw') return `${facts}（撤回了）`
  return state === 'gone' || verdict === 'dismissed' ? `${facts}（不算数）` : facts
}

function Remark({ household, remark, mayEdit }: { household: Household; remark: string; mayEdit: boolean }) {
  const edit = useWrite(editHousehold, LEDGER_READS)
  const undo = useUndoChanges()
  const note = household.note === '' ? remark : `${household.note}；${remark}`
  const known = household.note.includes(remark)
  const take = () =>
    edit.mutate(
      { params: { id: household.id }, body: { note, revision: household.revision, reason: '上报里写的备注' } },
      {
        onError: toastProblem,
        onSuccess: () => {
          const takeBack = async () => undo(await lastChangeOf(household.id))
          showToast({ text: '记进台账备注了', action: { label: '撤销', run: () => void takeBack() } })
        },
      },
    )
  return (
    <div className="row apart">
      <span>备注：{remark}</span>
      {known ? <span className="quiet small">台账备注里有了</span> : null}
      {mayEdit && !known && note.length <= NOTE_MAX_LENGTH ? (
        <Button size="small" loading={edit.isPending} onClick={take}>
          记进台账备注
        </Button>
      ) : null}
    </div>
  )
}
