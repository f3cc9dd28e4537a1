import { hasRole } from '@gezhong/shared/actor'
import { countResults, listResultCases, rematchResults } from '@gezhong/shared/people/results/contract'
import { canSteer } from '@gezhong/shared/people/policy'
import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { CaseQueue } from './case-queue.tsx'
import { Positives } from './positives.tsx'
import './results.css'

const VIEWS = ['positive', 'waiting', 'unknown', 'decided'] as const
type View = (typeof VIEWS)[number]

/** Results of tests: who is positive, and which rows of files wait for somebody to say whose they are. */
export default function ResultsPage() {
  const actor = useActor()
  const navigate = useNavigate()
  const [filters, setFilters] = useUrlFilters({ view: '', page: '1', household: '' })
  const steers = canSteer(actor)
  const counts = useRead(countResults, {}, { enabled: steers }).data
  const chosen = VIEWS.find((one) => one === filters.view) ?? 'positive'
  const view: View = steers ? chosen : 'positive'
  const page = pageNumber(filters.page)
  const words: Record<View, string> = {
    positive: '阳性和待复核',
    waiting: `待核对 ${(counts?.waiting ?? 0).toLocaleString()}`,
    unknown: `没找到人 ${(counts?.unknown ?? 0).toLocaleString()}`,
    decided: '核对过的',
  }
  const onPage = (to: number) => setFilters({ page: String(to) })
  return (
    <Page
      title="检测结果"
      about="拿得准的自动对到人，拿不准的在这里核对；每户只看得到自己的"
      actions={steers ? <Actions toImport={() => void navigate('/import?kind=results')} /> : null}
    >
      {steers ? (
        <div className="filter-bar">
          {VIEWS.map((one) => (
            <Chip key={one} isOn={view === one} onClick={() => setFilters({ view: one, page: '1' })}>
              {words[one]}
            </Chip>
          ))}
        </div>
      ) : null}
      {view === 'positive' ? (
        <Positives
          page={page}
          household={filters.household}
          onPage={onPage}
          onHousehold={(household) => setFilters({ household, page: filters.page }, { replace: true })}
          mayExport={hasRole(actor, ['grid-lead', 'command-post'])}
        />
      ) : (
        <CaseQueue key={view} state={view} page={page} onPage={onPage} />
      )}
    </Page>
  )
}

function Actions({ toImport }: { toImport: () => void }) {
  const rematch = useWrite(rematchResults, [listResultCases, countResults])
  const run = () =>
    rematch.mutate(
      {},
      {
        onError: toastProblem,
        onSuccess: ({ looked, matched }) => showToast({ text: `看了 ${looked} 行，新对上 ${matched} 行` }),
      },
    )
  return (
    <>
      <Button loading={rematch.isPending} onClick={run}>
        台账改过了，再对一遍
      </Button>
      <Button type="primary" icon={<Icon name="upload" />} onClick={toImport}>
        导入结果
      </Button>
    </>
  )
}
