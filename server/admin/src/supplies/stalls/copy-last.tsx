import { listStalls, readStall } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { Icon } from '../../ui/icon.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { dayWords } from '../../ui/time-words.ts'
import { copyOf, type StallDraft } from './stall-draft.ts'

/** Fills the form with what the newest stall of the chosen grid sold, and at what hours. */
export function CopyLast({ draft, onCopy }: { draft: StallDraft; onCopy: (draft: StallDraft) => void }) {
  const [busy, setBusy] = useState(false)
  const { data } = useRead(listStalls, { query: { grid: draft.gridId, size: 1 } }, { enabled: draft.gridId !== '' })
  const last = draft.gridId === '' ? undefined : data?.rows.find(({ gridId }) => gridId === draft.gridId)
  const copy = async () => {
    if (last === undefined) return
    setBusy(true)
    try {
      const stall = await call(readStall, { params: { id: last.id } })
      onCopy(copyOf(stall, draft.day, newId))
      showToast({ text: `照 ${dayWords(stall.day)}的填好了 ${stall.items.length} 样，看看价钱要不要改` })
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const why = draft.gridId === '' ? '先选网格' : '这个网格还没有开过菜吧'
  return (
    <Button
      icon={<Icon name="history" />}
      disabled={last === undefined}
      title={last === undefined ? why : `照 ${dayWords(last.day)}的填`}
      loading={busy}
      onClick={() => void copy()}
    >
      照上一次的
    </Button>
  )
}
