import type { ResultCandidate, ResultCase } from '@gezhong/shared/people/results/contract'
import { OUTCOME_WORDS } from '@gezhong/shared/people/results/outcome'
import { Button } from 'antd'
import { useState } from 'react'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { FindDialog } from './find-dialog.tsx'
import { candidateNotes, candidateTitle, OUTCOME_TONES } from './result-words.ts'
import { useAnswers } from './use-answers.ts'
import { useCandidateKeys } from './use-candidate-keys.ts'

/** A row, and side by side whom it may be about. `1` to `9` take a candidate, `0` says that it is nobody of here. */
export function CasePanel({ row, onDone }: { row: ResultCase; onDone: () => void }) {
  const answers = useAnswers(row, onDone)
  const [finding, setFinding] = useState(false)
  const isOpen = row.state === 'waiting' || row.state === 'unknown'
  useCandidateKeys(isOpen && !answers.busy, (key) => {
    const one = row.candidates[key - 1]
    if (key === 0) answers.dismiss()
    else if (one !== undefined) answers.decide(one)
  })
  return (
    <section className="box result-case" aria-label="核对这一行">
      <Written row={row} />
      {isOpen ? (
        <>
          <h3>{row.candidates.length > 0 ? '可能是' : '台账里和管子里都没有对得上的'}</h3>
          <ol className="result-candidates">
            {row.candidates.map((one, at) => (
              <li key={candidateKey(one)}>
                <div>
                  <b>
                    <kbd>{at + 1}</kbd> {candidateTitle(one)}
                  </b>
                  {candidateNotes(one).map((note) => (
                    <p key={note} className="quiet small">
                      {note}
                    </p>
                  ))}
                </div>
                <div className="row">
                  <Button type="primary" disabled={answers.busy} onClick={() => answers.decide(one)}>
                    {one.tubeId === null ? '就是这人' : '就是这管'}
                  </Button>
                  <Button disabled={answers.busy} onClick={() => answers.different(one)}>
                    不是
                  </Button>
                </div>
              </li>
            ))}
          </ol>
          <div className="row">
            <Button
              type={row.candidates.length > 0 ? 'default' : 'primary'}
              disabled={answers.busy}
              onClick={() => setFinding(true)}
            >
              {row.candidates.length > 0 ? '都不是，在台账里找…' : '在台账里找…'}
            </Button>
            <Button disabled={answers.busy} onClick={answers.dismiss}>
              <kbd>0</kbd> 不是本社区的
            </Button>
          </div>
          {finding ? (
            <FindDialog row={row} busy={answers.busy} onFound={answers.found} onClose={() => setFinding(false)} />
          ) : null}
        </>
      ) : (
        <>
          <p>
            {row.chosen === null ? '不是本社区的' : `对到${candidateTitle(row.chosen)}`}
            <span className="quiet small">
              {' '}
              · {row.decidedByName} {row.decidedAt === null ? '' : whenWords(row.decidedAt)}
            </span>
          </p>
          <Button disabled={answers.busy} onClick={answers.undo}>
            撤销这个决定
          </Button>
        </>
      )}
    </section>
  )
}

const candidateKey = ({ tubeId, householdId, residentId }: ResultCandidate) =>
  [tubeId, householdId, residentId].join(' ')

/** As the file has it. */
function Written({ row }: { row: ResultCase }) {
  const lines = [
    ['姓名', row.name],
    ['手机号', row.phoneMasked],
    ['地址', row.address],
    ['管号', row.tubeCode],
    ['采样', row.sampledAt === null ? null : whenWords(row.sampledAt)],
    ['检测', row.testedAt === null ? null : whenWords(row.testedAt)],
  ] as const
  return (
    <>
      <h3>
        文件里写的 <Tag tone={OUTCOME_TONES[row.outcome]}>{OUTCOME_WORDS[row.outcome]}</Tag>
      </h3>
      <dl className="result-written">
        {lines.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="num">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="quiet small">
        {row.fileName} 第 {row.line} 行{row.same > 1 ? `，一样的共 ${row.same} 行，一起定` : ''}
      </p>
    </>
  )
}
