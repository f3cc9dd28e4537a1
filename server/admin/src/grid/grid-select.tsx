import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useScopeGrids } from './use-scope-grids.ts'

/** Chooses a grid, sub-grid or unit; empty is all of the scope. */
export function GridSelect({
  value,
  onChange,
  levels,
  all = '全部网格',
  width = 168,
  only,
}: {
  value: string
  onChange: (gridId: string) => void
  /** How deep the choice goes; all levels when left out. */
  levels?: readonly string[]
  all?: string | null
  width?: number | string
  only?: (code: string) => boolean
}) {
  const { grids } = useScopeGrids()
  const options = useMemo(() => {
    const fitting = grids.filter((grid) => (!levels || levels.includes(grid.level)) && (!only || only(grid.code)))
    const rows = fitting.map((grid) => ({
      value: grid.id,
      label: gridTitle(grid),
      search: `${grid.code} ${gridTitle(grid)}`,
      depth: grid.code.split('-').length - 1,
    }))
    return all === null ? rows : [{ value: '', label: all, search: all, depth: 0 }, ...rows]
  }, [grids, levels, only, all])
  return (
    <Select
      aria-label="网格"
      value={all === null && value === '' ? undefined : value}
      placeholder="选择网格"
      onChange={onChange}
      options={options}
      showSearch={{ optionFilterProp: 'search' }}
      popupMatchSelectWidth={220}
      optionRender={indented}
      style={{ width }}
    />
  )
}

function indented({ data }: { data: { label: string; depth: number } }) {
  return <span style={{ paddingLeft: data.depth * 14 }}>{data.label}</span>
}
