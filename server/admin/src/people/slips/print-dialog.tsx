import { householdAccess, printSlips } from '@gezhong/shared/people/slips/contract'
import { Radio, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { download } from '../../api/api.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'

interface Props {
  /** These households; none: the whole grid or everything in sight. */
  householdIds: readonly string[]
  gridId: string
  /** What they are called in the title, such as one door. */
  title?: string
  onClose: () => void
  onDone?: () => void
}

const DAYS = [7, 14, 30, 60, 90].map((value) => ({ value, label: `${value} 天` }))

/** Makes new slips and hands over the sheets: the letters are on this paper only and can never be shown again. */
export function PrintSlipsDialog({ householdIds, gridId, title, onClose, onDone }: Props) {
  const queries = useQueryClient()
  const several = householdIds.length !== 1
  const [grid, setGrid] = useState(gridId)
  const [which, setWhich] = useState<'missing' | 'all'>(several ? 'missing' : 'all')
  const [days, setDays] = useState(30)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const chosen = householdIds.length > 0
  const print = async () => {
    setBusy(true)
    setError(null)
    try {
      const place = chosen ? { householdIds: [...householdIds] } : grid === '' ? {} : { gridId: grid }
      await download(printSlips, '纸条.pdf', { body: { ...place, which, days } })
      await queries.invalidateQueries({ queryKey: [householdAccess.path] })
      showToast({ text: '纸条做好了，请打开文件打印' })
      onDone?.()
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title ?? (chosen ? `给 ${householdIds.length} 户印纸条` : '印纸条')}
      okText="生成 PDF"
      busy={busy}
      error={error}
      onOk={() => void print()}
      onClose={onClose}
    >
      <p className="quiet">
        每户一张，A4
        一页八张，按网格和门牌排好。家里没有手机的，请邻居或孩子用手机扫纸条上的码，或填上面的8个字母，就能替这家上报；谁印的都有记录。
      </p>
      {chosen ? null : (
        <div className="field">
          <span>哪个网格</span>
          <GridSelect value={grid} onChange={setGrid} />
        </div>
      )}
      {several ? (
        <Radio.Group
          aria-label="印哪些"
          value={which}
          onChange={(event) => setWhich(event.target.value as typeof which)}
          options={[
            { value: 'missing', label: '只印还没有纸条的' },
            { value: 'all', label: '全部重印，旧纸条作废' },
          ]}
        />
      ) : null}
      {which === 'all' ? <p className="field-help">旧纸条马上用不了，凭旧纸条进来的手机也要重新扫一次。</p> : null}
      <div className="field">
        <span>多久有效</span>
        <Select aria-label="多久有效" value={days} onChange={setDays} options={DAYS} style={{ width: 120 }} />
      </div>
    </Dialog>
  )
}
