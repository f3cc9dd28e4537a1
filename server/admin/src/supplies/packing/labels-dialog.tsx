import { printLabels } from '@gezhong/shared/supplies/packing/contract'
import { narrowWords, ROLL_WIDTHS, type LabelPaper } from '@gezhong/shared/supplies/packing/label-paper'
import { InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { download } from '../../api/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldProblem } from '../../ui/field-problem.tsx'
import { showToast } from '../../ui/toasts.tsx'

interface Props {
  stallId: string
  /** What they are for in the title: a piece of the grid, one door; with what narrows them down. */
  title: string
  which: { gridId: string } | { orderIds: string[] } | Record<string, never>
  onClose: () => void
}

/** Hands over the labels as a file; printed again they are the same, with the same codes. */
export function LabelsDialog({ stallId, title, which, onClose }: Props) {
  const [paper, setPaper] = useState<LabelPaper>('a4')
  const [widthMm, setWidth] = useState<number>(ROLL_WIDTHS.usual)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const narrow = paper === 'roll' ? narrowWords(widthMm) : null
  const print = async () => {
    setBusy(true)
    setError(null)
    try {
      await download(printLabels, '装袋标签.pdf', { params: { id: stallId }, body: { ...which, paper, widthMm } })
      showToast({ text: '标签做好了，请打开文件打印' })
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      okText="生成 PDF"
      busy={busy}
      ready={narrow === null}
      error={error}
      onOk={() => void print()}
      onClose={onClose}
    >
      <p className="quiet">
        每袋一张，按网格和门牌排好。上面有网格、门牌、菜、该收多少、送到时扫的码；没有姓名、电话。
      </p>
      <Radio.Group
        aria-label="用什么纸"
        value={paper}
        onChange={(event) => setPaper(event.target.value as LabelPaper)}
        options={[
          { value: 'a4', label: 'A4 纸，一页八张' },
          { value: 'roll', label: '标签机的卷纸，一张一页' },
        ]}
      />
      {paper === 'roll' ? (
        <div className="field">
          <span>纸宽（毫米）</span>
          <InputNumber
            aria-label="纸宽（毫米）"
            min={ROLL_WIDTHS.least}
            max={ROLL_WIDTHS.most}
            precision={0}
            value={widthMm}
            onChange={(value) => setWidth(value ?? ROLL_WIDTHS.usual)}
          />
          <FieldProblem words={narrow ?? undefined} />
        </div>
      ) : null}
    </Dialog>
  )
}
