import { useState } from 'react'
import { type Bag, findBag } from '@gezhong/shared/supplies/packing/contract'
import { readShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import { call } from '../../platform/api.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { QuickBox } from '../../ui/quick-box.tsx'

/** Finds a bag by its label: scanned one after another, or its eight digits typed; the eighth already looks. */
export function FindBag({ onFound, onScan }: { onFound: (bag: Bag) => void; onScan: () => void }) {
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState(0)
  const finding = useWrite((code: string, idempotencyKey) => call(findBag, { body: { code }, idempotencyKey }))
  const find = async (code: string) => {
    const bag = await finding.run(code)
    if (bag === null) return
    setTyped('')
    setFound((count) => count + 1)
    onFound(bag)
  }
  const type = (value: string) => {
    setTyped(value)
    finding.clear()
    const code = readShortCode(value)
    if (code !== null) void find(code)
  }
  return (
    <Card>
      <Button icon="scan" onPress={onScan}>
        扫标签
      </Button>
      <QuickBox
        label="标签上的8个数字"
        placeholder="打标签上的8个数字"
        value={typed}
        keys="digits"
        focusCount={found}
        onChange={type}
      />
      {finding.problem !== null && <Banner tone="bad" title={finding.problem} />}
    </Card>
  )
}
