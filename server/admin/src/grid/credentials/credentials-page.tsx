import { hasRole } from '@gezhong/shared/actor'
import { listCredentials, printCredentials, type Carrier } from '@gezhong/shared/grid/credentials/contract'
import { canIssueTo } from '@gezhong/shared/grid/credentials/policy'
import { postsToGive } from '@gezhong/shared/grid/team/policy'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote, toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable } from '../../table/data-table.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { GridSelect } from '../grid-select.tsx'
import { SigningKeysBox } from '../signing-keys/signing-keys-box.tsx'
import { useGrids } from '../use-grids.ts'
import { carrierColumns } from './carrier-columns.tsx'
import { CARRIER_STATE_WORDS, stateOf, type CarrierState, type Doing } from './carrier-words.ts'
import { IssueDialog } from './issue-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { TakeBackDialog } from './take-back-dialog.tsx'
import { TrainDialog } from './train-dialog.tsx'

const DEFAULTS = { state: '', grid: '', q: '' }
const STATES = Object.keys(CARRIER_STATE_WORDS) as CarrierState[]
const NOBODY: ReadonlySet<string> = new Set()

/** Who carries goods through the grids, what they were trained for, and the credential they show. */
export default function CredentialsPage() {
  const actor = useActor()
  const { byId, titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [chosen, setChosen] = useState(NOBODY)
  const [doing, setDoing] = useState<Doing | null>(null)
  const { data, error, refetch } = useRead(listCredentials)
  const mayIssue = postsToGive(actor).length > 0
  const top = byId.get(filters.grid)?.code
  const within = data?.carriers.filter(
    ({ displayName, credential, posts }) =>
      (top === undefined || posts.some(({ gridCode }) => gridCode?.split('-')[0] === top)) &&
      `${displayName} ${credential?.serial ?? ''}`.includes(filters.q.trim()),
  )
  const rows = within?.filter((row) => filters.state === '' || stateOf(row, data!.today) === filters.state)
  const columns = useMemo(() => {
    const may = ({ accountId, posts }: Carrier) =>
      posts.some(({ gridCode }) => gridCode !== null && canIssueTo(actor, accountId, gridCode))
    return carrierColumns(titleOf, data?.today ?? '', may, setDoing)
  }, [titleOf, actor, data?.today])
  const printable = (rows ?? []).filter(
    ({ accountId, credential }) => chosen.has(accountId) && credential !== null && credential.revokedAt === null,
  )
  const print = () =>
    void download(printCredentials, '证件.pdf', {
      body: { ids: printable.map(({ credential }) => credential!.id) },
    }).then(() => setChosen(NOBODY), toastProblem)
  return (
    <Page
      title="证件"
      about={data ? `${data.carriers.length} 人送货` : null}
      actions={
        mayIssue ? (
          <Button icon={<Icon name="print" />} disabled={printable.length === 0} onClick={print}>
            打印证件{printable.length === 0 ? '' : `（${printable.length} 张）`}
          </Button>
        ) : null
      }
    >
      <div className="filter-bar">
        <Chip isOn={filters.state === ''} onClick={() => setFilters({ state: '' })}>
          全部 {within?.length ?? ''}
        </Chip>
        {STATES.map((state) => (
          <Chip key={state} isOn={filters.state === state} onClick={() => setFilters({ state })}>
            {CARRIER_STATE_WORDS[state]} {within?.filter((row) => stateOf(row, data!.today) === state).length ?? ''}
          </Chip>
        ))}
        <span className="push" />
        <GridSelect value={filters.grid} levels={TOP_LEVEL} onChange={(grid) => setFilters({ grid })} />
        <SearchBox
          value={filters.q}
          onChange={(q) => setFilters({ q }, { replace: true })}
          placeholder="搜姓名或证号"
        />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="证件"
          columns={columns}
          rows={rows}
          rowId={(row) => row.accountId}
          {...(mayIssue ? { selection: { chosen, change: setChosen } } : {})}
          empty={
            <Empty icon="person" title="没有符合的人" hint="志愿者、中心户、网格员在“队伍”里派定，派了就在这里。" />
          }
        />
      </section>
      {hasRole(actor, ['command-post']) ? <SigningKeysBox /> : null}
      {doing?.what === 'train' ? <TrainDialog carrier={doing.carrier} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'issue' ? (
        <IssueDialog carrier={doing.carrier} today={data!.today} onClose={() => setDoing(null)} />
      ) : null}
      {doing?.what === 'take-back' ? <TakeBackDialog carrier={doing.carrier} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'revoke' ? <RevokeDialog carrier={doing.carrier} onClose={() => setDoing(null)} /> : null}
    </Page>
  )
}

const TOP_LEVEL = ['grid'] as const
