import {
  IMPORT_MAX_BYTES,
  listImports,
  uploadImport,
  ImportKind,
  type ImportBatch,
} from '@gezhong/shared/people/import/contract'
import { Progress, Segmented } from 'antd'
import { useRef, useState, type DragEvent } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { upload } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { countWords, KIND_HELP, KIND_WORDS, STATE_WORDS } from './import-words.ts'
import './import.css'

const COLUMNS: Column<ImportBatch>[] = [
  { key: 'file', title: '文件', cut: true, width: '32%', cell: (row) => <b title={row.fileName}>{row.fileName}</b> },
  { key: 'kind', title: '种类', cell: (row) => KIND_WORDS[row.kind] },
  {
    key: 'state',
    title: '进度',
    cell: (row) => <Tag tone={STATE_WORDS[row.state].tone}>{STATE_WORDS[row.state].words}</Tag>,
  },
  { key: 'counts', title: '结果', cell: (row) => <span className="num">{countWords(row)}</span> },
  {
    key: 'by',
    title: '谁上传的',
    align: 'right',
    cell: (row) => (
      <span className="quiet">
        {row.byName} · {whenWords(row.createdAt)}
      </span>
    ),
  },
]

export default function ImportPage() {
  const navigate = useNavigate()
  const { data, error, refetch } = useRead(listImports)
  return (
    <Page title="导入" about="先检查、再确认，确认前什么都不会写进去">
      <UploadBox onUploaded={(batch) => void navigate(`/import/${batch.id}`)} />
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="导入过的文件"
          columns={COLUMNS}
          rows={data?.imports}
          rowId={(row) => row.id}
          onOpen={(row) => void navigate(`/import/${row.id}`)}
          empty={<Empty icon="upload" title="还没有导入过" hint="导入过的文件都会列在这里，整批可以撤销。" />}
        />
      </section>
    </Page>
  )
}

const ACCEPTED = ['.xlsx', '.csv', '.txt', '.geojson', '.json']

function UploadBox({ onUploaded }: { onUploaded: (batch: ImportBatch) => void }) {
  const [parameters] = useSearchParams()
  const asked = ImportKind.safeParse(parameters.get('kind'))
  const [kind, setKind] = useState<ImportKind>(() => asked.data ?? 'ledger')
  const [over, setOver] = useState(false)
  const [sent, setSent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const field = useRef<HTMLInputElement>(null)

  const send = (file: File | undefined) => {
    if (!file || sent !== null) return
    if (!ACCEPTED.some((ending) => file.name.toLowerCase().endsWith(ending))) {
      showToast({ text: '请选 .xlsx 或 .csv 文件；.xls 请先另存为 .xlsx', tone: 'bad' })
      return
    }
    if (file.size > IMPORT_MAX_BYTES) {
      showToast({ text: '文件超过 40 MB，请分成几个再上传', tone: 'bad' })
      return
    }
    setError(null)
    setSent(0)
    upload(uploadImport, file, { query: { kind }, idempotencyKey: newId(), onProgress: setSent })
      .then(onUploaded, setError)
      .finally(() => setSent(null))
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    send(event.dataTransfer.files[0])
  }
  return (
    <section
      className={over ? 'upload over' : 'upload'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="row">
        <Segmented
          value={kind}
          onChange={setKind}
          options={ImportKind.options.map((value) => ({ value, label: KIND_WORDS[value] }))}
        />
        <span className="quiet small">{KIND_HELP[kind]}</span>
      </div>
      <button type="button" className="upload-button" disabled={sent !== null} onClick={() => field.current?.click()}>
        <Icon name="upload" size={28} />
        <b>{sent === null ? '把文件拖到这里，或点这里选择' : '正在上传…'}</b>
        <span className="quiet small">.xlsx、.csv 或 .geojson，最大 40 MB</span>
      </button>
      {sent === null ? null : <Progress percent={Math.round(sent * 100)} />}
      <ProblemNote error={error} />
      <input
        ref={field}
        type="file"
        hidden
        accept={ACCEPTED.join(',')}
        aria-label="选择要导入的文件"
        onChange={(event) => {
          send(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </section>
  )
}
