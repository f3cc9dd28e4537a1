import { commitImport, readImport, rejectedRows, type ImportBatch } from '@gezhong/shared/people/import/contract'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { download } from '../../api/api.ts'
import { ProblemNote, toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { Page } from '../../shell/page.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { DiscardDialog, UndoDialog } from './batch-dialogs.tsx'
import { BatchRows } from './batch-rows.tsx'
import { ResultMatches } from '../results/result-matches.tsx'
import './import.css'
import { IMPORT_READS } from './import-reads.ts'
import { countWords, isWorking, KIND_WORDS, STATE_WORDS } from './import-words.ts'
import { MappingTable } from './mapping-table.tsx'

const ASK_AGAIN_MS = 1_000

/** One uploaded file from its check to the ledger, and back again. */
export default function BatchPage() {
  const { importId = '' } = useParams()
  const [working, setWorking] = useState(true)
  const { data, error, refetch } = useRead(
    readImport,
    { params: { id: importId } },
    { refetchInterval: working ? ASK_AGAIN_MS : false },
  )
  const now = data !== undefined && isWorking(data.state)
  if (data !== undefined && now !== working) setWorking(now)
  return (
    <Page
      title={data?.fileName ?? '导入'}
      about={data ? KIND_WORDS[data.kind] : null}
      actions={data ? <BatchActions batch={data} /> : null}
    >
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data ? <Batch batch={data} /> : error ? null : <Skeleton lines={8} />}
    </Page>
  )
}

function Batch({ batch }: { batch: ImportBatch }) {
  const seeRows = !['queued', 'checking', 'failed', 'discarded'].includes(batch.state)
  return (
    <>
      <Steps batch={batch} />
      {batch.problem ? (
        <div className="problem" role="alert">
          <Icon name="warn" />
          <div className="problem-words">
            <b>{batch.problem}</b>
          </div>
        </div>
      ) : null}
      {batch.sheets.length > 0 && (batch.state === 'checked' || batch.state === 'failed') ? (
        <MappingTable key={`columns ${batch.state}`} batch={batch} />
      ) : null}
      {batch.kind === 'results' && batch.state === 'committed' ? <ResultMatches importId={batch.id} /> : null}
      {seeRows ? <BatchRows key={`rows ${batch.state}`} batch={batch} /> : null}
    </>
  )
}

const mayDiscard = ({ state }: ImportBatch): boolean => state === 'checked' || state === 'failed'

const STEPS = ['上传', '检查', '确认', '写入'] as const

function stepOf({ state }: ImportBatch): number {
  if (state === 'queued' || state === 'checking' || state === 'failed') return 1
  if (state === 'checked' || state === 'discarded') return 2
  return state === 'committing' ? 3 : 4
}

function Steps({ batch }: { batch: ImportBatch }) {
  const at = stepOf(batch)
  const { words } = STATE_WORDS[batch.state]
  return (
    <section className="box import-steps">
      <ol>
        {STEPS.map((step, index) => (
          <li
            key={step}
            className={index < at ? 'done' : index === at ? 'now' : ''}
            aria-current={index === at ? 'step' : undefined}
          >
            <i className="num">{index < at ? <Icon name="check" size={14} /> : index + 1}</i>
            {step}
          </li>
        ))}
      </ol>
      <div className="import-state" role="status">
        <b>{words}</b>
        {isWorking(batch.state) ? (
          <Progress
            percent={batch.total > 0 ? Math.floor((batch.done / batch.total) * 100) : 0}
            status="active"
            format={() => `${batch.done.toLocaleString()} / ${batch.total > 0 ? batch.total.toLocaleString() : '…'} 行`}
          />
        ) : batch.state === 'failed' || batch.state === 'discarded' ? null : (
          <span className="num quiet">{countWords(batch)}</span>
        )}
        {batch.state === 'discarded' ? <span className="quiet">什么都没写进去，文件里的行也删掉了。</span> : null}
        {isWorking(batch.state) ? <span className="quiet small">可以离开这一页，过会儿再来看。</span> : null}
      </div>
    </section>
  )
}

function BatchActions({ batch }: { batch: ImportBatch }) {
  const navigate = useNavigate()
  const [undoing, setUndoing] = useState(false)
  const [discarding, setDiscarding] = useState(false)
  const commit = useWrite(commitImport, IMPORT_READS)
  const start = () =>
    commit.mutate(
      { params: { id: batch.id } },
      { onError: toastProblem, onSuccess: () => showToast({ text: '开始写入，可以看着它数' }) },
    )
  const [exporting, setExporting] = useState(false)
  const rest = (reason: string) =>
    download(rejectedRows, `${batch.fileName.replace(/\.\w+$/, '')}-有问题的行.xlsx`, {
      params: { id: batch.id },
      body: { reason },
    })
  return (
    <>
      <Button icon={<Icon name="left" />} onClick={() => void navigate('/import')}>
        返回导入列表
      </Button>
      {mayDiscard(batch) ? <Button onClick={() => setDiscarding(true)}>放弃这一批</Button> : null}
      {discarding ? <DiscardDialog batch={batch} onClose={() => setDiscarding(false)} /> : null}
      {batch.rejected > 0 && !isWorking(batch.state) && batch.state !== 'discarded' ? (
        <Button icon={<Icon name="download" />} onClick={() => setExporting(true)}>
          下载有问题的 {batch.rejected.toLocaleString()} 行
        </Button>
      ) : null}
      {exporting ? (
        <ExportDialog what="有问题的行" numbers={batch.numbers} save={rest} onClose={() => setExporting(false)} />
      ) : null}
      {batch.state === 'checked' && batch.changing > 0 ? (
        <Button type="primary" loading={commit.isPending} onClick={start}>
          {batch.kind === 'results' ? '写入' : '写入有变化的'} {batch.changing.toLocaleString()} 行
        </Button>
      ) : null}
      {batch.state === 'checked' && batch.changing === 0 ? <span className="quiet">没有要写入的变化</span> : null}
      {batch.state === 'committed' ? (
        <Button icon={<Icon name="undo" />} onClick={() => setUndoing(true)}>
          撤销整批
        </Button>
      ) : null}
      {undoing ? <UndoDialog batch={batch} onClose={() => setUndoing(false)} /> : null}
    </>
  )
}
