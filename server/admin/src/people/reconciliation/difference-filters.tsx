import { LEDGER_ROLES, type Role } from '@gezhong/shared/actor'
import { listTeam } from '@gezhong/shared/grid/team/contract'
import { DIFFERENCE_KINDS, KIND_WORDS } from '@gezhong/shared/people/reconciliation/verdict'
import { Select } from 'antd'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import type { DifferencesFilters } from './filters.ts'
import { Chip } from '../../ui/chip.tsx'

const STATES = [
  { value: 'open', label: '待处理' },
  { value: 'settled', label: '已处理' },
  { value: 'lapsed', label: '自己消了' },
]

export function DifferenceFilters({
  filters,
  byKind,
  onChange,
}: {
  filters: DifferencesFilters
  byKind: Partial<Record<string, number>>
  onChange: (next: Partial<DifferencesFilters>) => void
}) {
  const all = DIFFERENCE_KINDS.reduce((sum, kind) => sum + (byKind[kind] ?? 0), 0)
  return (
    <div className="filter-bar">
      <Chip isOn={filters.kind === ''} onClick={() => onChange({ kind: '' })}>
        全部 {filters.state === 'open' ? all : ''}
      </Chip>
      {DIFFERENCE_KINDS.map((kind) => (
        <Chip
          key={kind}
          isOn={filters.kind === kind}
          onClick={() => onChange({ kind: filters.kind === kind ? '' : kind })}
        >
          {KIND_WORDS[kind]} {filters.state === 'open' ? (byKind[kind] ?? 0) : ''}
        </Chip>
      ))}
      <span className="push" />
      <SearchBox value={filters.q} onChange={(q) => onChange({ q })} placeholder="搜门牌" width={140} />
      <GridSelect value={filters.grid} onChange={(grid) => onChange({ grid })} width={120} />
      <OwnerSelect value={filters.owner} onChange={(owner) => onChange({ owner })} />
      <Select
        aria-label="处理情况"
        value={filters.state}
        onChange={(state) => onChange({ state })}
        options={STATES}
        style={{ width: 104 }}
      />
    </div>
  )
}

function OwnerSelect({ value, onChange }: { value: string; onChange: (accountId: string) => void }) {
  const people = useSettlers()
  return (
    <Select
      aria-label="负责人"
      value={value}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={[{ value: '', label: '所有人' }, ...people]}
      popupMatchSelectWidth={180}
      style={{ width: 110 }}
    />
  )
}

/** Those who may settle differences, to filter by and to give differences to. */
export function useSettlers(): { value: string; label: string }[] {
  const members = useRead(listTeam).data?.members ?? []
  const settlers = members.filter((member) => (LEDGER_ROLES as readonly Role[]).includes(member.role))
  return [...new Map(settlers.map((member) => [member.accountId, member.displayName]))].map(([value, label]) => ({
    value,
    label,
  }))
}
