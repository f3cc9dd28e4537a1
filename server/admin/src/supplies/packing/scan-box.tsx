import { findBag, type Bag } from '@gezhong/shared/supplies/packing/contract'
import { Input } from 'antd'
import { useState } from 'react'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'

/** A scanner at the computer types what it reads and presses Enter; a person may type the eight digits. */
export function ScanBox({ onFound }: { onFound: (bag: Bag) => void }) {
  const [code, setCode] = useState('')
  const find = useWrite(findBag)
  const submit = () => {
    if (code.trim() === '' || find.isPending) return
    find.mutate({ body: { code } }, { onSuccess: onFound, onError: toastProblem })
    // Empty at once: the next bag may be scanned before this one is answered.
    setCode('')
  }
  return (
    <Input
      aria-label="扫标签，或打8个数字"
      placeholder="扫标签，或打8个数字后回车"
      value={code}
      autoComplete="off"
      style={{ maxWidth: 280 }}
      onChange={(event) => setCode(event.target.value)}
      onPressEnter={submit}
    />
  )
}
