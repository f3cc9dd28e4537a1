import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { SharedItem, Shortage, ShortRow, Substitute } from '@gezhong/shared/supplies/shortage/contract'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'

const ANSWERS: Record<Substitute['state'], { words: string; tone: Tone }> = {
  offered: { words: '等回话', tone: 'info' },
  accepted: { words: '要了', tone: 'ok' },
  declined: { words: '不要', tone: 'plain' },
  withdrawn: { words: '收回了', tone: 'plain' },
}

/** Who gets less of what, in the order of the walk, and what it takes off what they owe. */
export function ShortRows({ shortage }: { shortage: Shortage }) {
  const { titleOf } = useGrids()
  return (
    <DataTable
      label="少给的"
      columns={columns(new Map(shortage.items.map((item) => [item.itemId, item])), titleOf)}
      rows={shortage.rows}
      rowId={(row) => `${row.orderId} ${row.itemId}`}
      empty={<Empty icon="check" title="每户都够" hint="没有一户少给。" />}
    />
  )
}

function columns(itemOf: ReadonlyMap<string, SharedItem>, titleOf: (code: string) => string): Column<ShortRow>[] {
  const say = (row: ShortRow, milli: number) => sayQuantity(milli, itemOf.get(row.itemId)?.unit ?? '')
  return [
    {
      key: 'door',
      title: '门牌',
      cell: (row) => (
        <>
          <b>{displayDoor(row.door)}</b> {row.priority ? <Tag tone="warn">优先照顾</Tag> : null}
        </>
      ),
    },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'item', title: '菜', cell: (row) => itemOf.get(row.itemId)?.name },
    { key: 'ordered', title: '订了', align: 'right', cell: (row) => say(row, row.milli) },
    { key: 'share', title: '给', align: 'right', cell: (row) => <b>{say(row, row.shareMilli)}</b> },
    { key: 'less', title: '少收', align: 'right', cell: (row) => sayFen(row.orderedFen - row.shareFen) },
    {
      key: 'instead',
      title: '换成',
      cell: ({ substitute, packed }) =>
        substitute === null ? (
          <span className="quiet">{packed ? '已装袋' : '—'}</span>
        ) : (
          <>
            {substitute.name} {sayQuantity(substitute.milli, substitute.unit)}{' '}
            <Tag tone={ANSWERS[substitute.state].tone}>{ANSWERS[substitute.state].words}</Tag>
          </>
        ),
    },
  ]
}
