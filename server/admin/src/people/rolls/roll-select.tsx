import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { Select } from 'antd'

export function RollSelect({
  rolls,
  value,
  onChange,
  width = 210,
}: {
  rolls: readonly Roll[] | undefined
  value: string | undefined
  onChange: (rollId: string) => void
  width?: number | string
}) {
  return (
    <Select
      aria-label="轮次"
      placeholder="选择轮次"
      value={value}
      onChange={onChange}
      loading={rolls === undefined}
      options={rolls?.map((roll) => ({
        value: roll.id,
        label: roll.state === 'closed' ? `${roll.title}（已结束）` : roll.title,
      }))}
      popupMatchSelectWidth={260}
      style={{ width }}
    />
  )
}
