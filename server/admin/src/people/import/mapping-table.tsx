import {
  readImport,
  remapImport,
  type ImportBatch,
  type ImportKind,
  type ImportSheet,
} from '@gezhong/shared/people/import/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { Icon } from '../../ui/icon.tsx'
import { fieldsInOrder, fieldWords } from './import-words.ts'

type Mapping = ImportSheet['mapping']

/** Which column is what: guessed by the server, corrected here, and then checked again. */
export function MappingTable({ batch }: { batch: ImportBatch }) {
  const [mappings, setMappings] = useState<Record<string, Mapping>>(() =>
    Object.fromEntries(batch.sheets.map((sheet) => [sheet.name, sheet.mapping])),
  )
  const remap = useWrite(remapImport, [readImport])
  const changed = batch.sheets.some(
    (sheet) => JSON.stringify(sheet.mapping) !== JSON.stringify(mappings[sheet.name] ?? sheet.mapping),
  )
  const submit = () =>
    remap.mutate({
      params: { id: batch.id },
      body: { sheets: batch.sheets.map(({ name, mapping }) => ({ name, mapping: mappings[name] ?? mapping })) },
    })
  return (
    <details className="box mapping" open={batch.state === 'failed' || batch.good === 0}>
      <summary>
        <Icon name="right" size={14} />
        <b>每一列是什么</b>
        <span className="quiet small">自动认的，不对可以改，改了会重新检查</span>
      </summary>
      <div className="stack">
        {batch.sheets.map((sheet) => (
          <SheetMapping
            key={sheet.name}
            kind={batch.kind}
            sheet={sheet}
            named={batch.sheets.length > 1}
            mapping={mappings[sheet.name] ?? sheet.mapping}
            onChange={(mapping) => setMappings({ ...mappings, [sheet.name]: mapping })}
          />
        ))}
        <ProblemNote error={remap.error} />
        <div>
          <Button type="primary" disabled={!changed} loading={remap.isPending} onClick={submit}>
            按这样重新检查
          </Button>
        </div>
      </div>
    </details>
  )
}

function SheetMapping({
  kind,
  sheet,
  named,
  mapping,
  onChange,
}: {
  kind: ImportKind
  sheet: ImportSheet
  named: boolean
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}) {
  const options = [
    { value: -1, label: '没有这一列' },
    ...sheet.headers.map((header, index) => ({ value: index, label: header || `第 ${index + 1} 列` })),
  ]
  return (
    <section>
      {named ? (
        <h3>
          {sheet.name} <span className="quiet small">{sheet.rows.toLocaleString()} 行</span>
        </h3>
      ) : null}
      <div className="mapping-fields">
        {fieldsInOrder(kind, mapping).map((field) => (
          <div key={field} className="field">
            <span>{fieldWords(kind, field)}</span>
            <Select
              aria-label={`${fieldWords(kind, field)}在哪一列`}
              value={mapping[field] ?? -1}
              onChange={(index) => onChange({ ...mapping, [field]: index < 0 ? null : index })}
              options={options}
              popupMatchSelectWidth={200}
            />
          </div>
        ))}
      </div>
      {sheet.dropped.length > 0 ? (
        <p className="quiet small">不读也不存：{sheet.dropped.join('、')}（涉及产权人或证件号）</p>
      ) : null}
    </section>
  )
}
