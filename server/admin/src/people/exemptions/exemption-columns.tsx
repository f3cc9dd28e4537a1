import type { Actor } from '@gezhong/shared/actor'
import { displayDoor } from '@gezhong/shared/people/door'
import { EXEMPTION_STATE_WORDS, EXEMPTION_WORDS, type Exemption } from '@gezhong/shared/people/exemptions/contract'
import { canAskExemption, canDecideExemption } from '@gezhong/shared/people/policy'
import { Button, Popconfirm } from 'antd'
import type { Column } from '../../table/data-table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { dayWords, whenWords } from '../../ui/time-words.ts'
import { leftWords, STATE_TONES, whoWords } from './exemption-words.ts'
import type { useExemptionWrites } from './use-exemption-writes.ts'

type Writes = ReturnType<typeof useExemptionWrites>

export function exemptionColumns(titleOf: (code: string) => string, actor: Actor, writes: Writes): Column<Exemption>[] {
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'who', title: '谁', cell: whoWords },
    { key: 'reason', title: '为什么', cell: (row) => EXEMPTION_WORDS[row.reason] },
    { key: 'until', title: '到哪天', cell: (row) => <Until row={row} /> },
    {
      key: 'state',
      title: '状态',
      cell: (row) => <Tag tone={STATE_TONES[row.state]}>{EXEMPTION_STATE_WORDS[row.state]}</Tag>,
    },
    {
      key: 'asked',
      title: '谁申请的',
      cell: (row) => (
        <span title={row.askedByName}>
          {row.askedByName} <span className="quiet small">{whenWords(row.askedAt)}</span>
        </span>
      ),
    },
    { key: 'decided', title: '谁批的', cell: (row) => row.decidedByName ?? <span className="quiet">—</span> },
    {
      key: 'note',
      title: '说明',
      cut: true,
      width: '16%',
      cell: (row) => <span title={row.note}>{row.note}</span>,
    },
    {
      key: 'act',
      title: <span className="for-readers">操作</span>,
      align: 'right',
      noPrint: true,
      cell: (row) => <Acts row={row} actor={actor} writes={writes} />,
    },
  ]
}

function Until({ row }: { row: Exemption }) {
  const left = leftWords(row)
  return (
    <span className="num">
      {dayWords(row.untilDay)} {left === '' ? null : <span className="warn-text small">{left}</span>}
    </span>
  )
}

function Acts({ row, actor, writes }: { row: Exemption; actor: Actor; writes: Writes }) {
  if (row.state === 'asked' && canDecideExemption(actor, row.gridCode))
    return (
      <span className="row in-line">
        <Button size="small" type="primary" disabled={writes.busy} onClick={() => writes.decide([row.id], 'approved')}>
          同意
        </Button>
        <Button size="small" disabled={writes.busy} onClick={() => writes.decide([row.id], 'refused')}>
          不同意
        </Button>
      </span>
    )
  if ((row.state === 'approved' || row.state === 'asked') && canAskExemption(actor, row.gridCode))
    return (
      <Popconfirm
        title="提前结束？"
        description="这人从现在起又要检测。"
        okText="结束"
        cancelText="不动"
        onConfirm={() => writes.end(row)}
      >
        <Button size="small" disabled={writes.busy}>
          提前结束
        </Button>
      </Popconfirm>
    )
  return null
}
