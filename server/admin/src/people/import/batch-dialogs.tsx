import {
  discardImport,
  listImports,
  readImport,
  undoImport,
  type ImportBatch,
} from '@gezhong/shared/people/import/contract'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { LEDGER_READS } from '../ledger/use-undo-changes.ts'
import { IMPORT_READS } from './import-reads.ts'

/** The whole batch back out of the ledger. */
export function UndoDialog({ batch, onClose }: { batch: ImportBatch; onClose: () => void }) {
  const undo = useWrite(undoImport, [...IMPORT_READS, ...LEDGER_READS])
  return (
    <Dialog
      title="撤销整批导入？"
      okText="撤销整批"
      danger
      busy={undo.isPending}
      error={undo.error}
      onOk={() => undo.mutate({ params: { id: batch.id } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        {batch.kind === 'results'
          ? `${batch.fileName} 的 ${batch.changing.toLocaleString()} 行结果全部不算了，因它列入复检的人也会去掉。`
          : `${batch.fileName} 写进台账的 ${batch.changing.toLocaleString()} 行会全部退回到导入之前。后来有人改过的，会告诉您是哪些，整批都不动。`}
      </p>
    </Dialog>
  )
}

/** Nothing was written yet, and nothing shall be. */
export function DiscardDialog({ batch, onClose }: { batch: ImportBatch; onClose: () => void }) {
  // Its rows are gone: they are not asked for again.
  const discard = useWrite(discardImport, [readImport, listImports])
  return (
    <Dialog
      title="放弃这一批？"
      okText="放弃这一批"
      danger
      busy={discard.isPending}
      error={discard.error}
      onOk={() => discard.mutate({ params: { id: batch.id } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{batch.fileName} 还没写进去，什么都不变。留着的这些行会删掉，要用时再上传一次；导入列表里还看得到这一条。</p>
    </Dialog>
  )
}
