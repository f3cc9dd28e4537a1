import { createGrid, GridCode, gridCounts, listGrids } from '@gezhong/shared/grid/communities/contract'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { newId } from '../api/new-id.ts'
import { useWrite } from '../api/write.ts'
import { Dialog } from '../ui/dialog.tsx'
import { showToast } from '../ui/toasts.tsx'
import { useGrids } from './use-grids.ts'

const LEVELS = ['网格', '小网格', '单元']

/** Adds a grid under the one that is chosen in the tree: the next free code is proposed. */
export function GridDialog({ parentId, onClose }: { parentId: string; onClose: () => void }) {
  const tree = useGrids()
  const codeId = useId()
  const nameId = useId()
  const [id] = useState(newId)
  const parent = tree.byId.get(parentId)
  const siblings = parent ? tree.childrenOf(parent.id) : tree.top
  const next = Math.max(0, ...siblings.map((grid) => Number(grid.code.split('-').pop()))) + 1
  const [code, setCode] = useState(parent ? `${parent.code}-${next}` : String(next))
  const [name, setName] = useState('')
  const create = useWrite(createGrid, [listGrids, gridCounts])
  const isCode = GridCode.safeParse(code).success
  const submit = () =>
    create.mutate(
      { body: { id, code, name } },
      {
        onSuccess: () => {
          showToast({ text: `新增了 ${name || code}` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title="新增网格"
      okText="新增"
      busy={create.isPending}
      ready={isCode}
      error={create.error}
      onOk={submit}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={codeId}>编号</label>
        <Input id={codeId} value={code} onChange={(event) => setCode(event.target.value.trim())} maxLength={11} />
        <span className="field-help">
          {isCode ? `会成为一个${LEVELS[code.split('-').length - 1]}` : '编号写成 2、2-3 或 2-3-1'}
        </span>
      </div>
      <div className="field">
        <label htmlFor={nameId}>名称（可不填）</label>
        <Input id={nameId} value={name} onChange={(event) => setName(event.target.value)} maxLength={40} />
      </div>
    </Dialog>
  )
}
