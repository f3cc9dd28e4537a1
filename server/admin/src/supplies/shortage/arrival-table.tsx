import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { SharedItem } from '@gezhong/shared/supplies/shortage/contract'
import { Button, Input, Select } from 'antd'
import { FieldProblem } from '../../ui/field-problem.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { Arrivals } from './use-arrivals.ts'

const WAYS = [
  { value: 'equal', label: '其余每户平分' },
  { value: 'first-come', label: '其余先订先得' },
]

interface Props {
  items: readonly SharedItem[]
  arrivals: Arrivals
  /** Whether what is shown has been entered: then something else can be offered. */
  isTold: boolean
  onSubstitute: (item: SharedItem) => void
}

/** A row a thing: what was ordered, what came, how it is shared out. Left empty it came as ordered. */
export function ArrivalTable({ items, arrivals, isTold, onSubstitute }: Props) {
  return (
    <div className="table-scroll">
      <table className="data-table item-table" aria-label="到货">
        <thead>
          <tr>
            <th>菜</th>
            <th className="right">订了</th>
            <th className="right">到货</th>
            <th>不够怎么分</th>
            <th className="right">分给各户</th>
            <th className="right">多出来</th>
            <th>少给</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.itemId}>
              <td>
                <b>{item.name}</b>
              </td>
              <td className="right num nowrap">
                {sayQuantity(item.orderedMilli, item.unit)} <span className="quiet small">{item.households} 户</span>
              </td>
              <td className="item-number arrived">
                <Input
                  aria-label={`${item.name}到货多少`}
                  placeholder="照订的到"
                  suffix={item.unit}
                  inputMode="decimal"
                  value={arrivals.of(item.itemId).typed}
                  status={arrivals.isWrong(item.itemId) ? 'error' : ''}
                  onChange={(event) => arrivals.put(item.itemId, { typed: event.target.value })}
                />
                <FieldProblem words={arrivals.isWrong(item.itemId) ? '要写数字，如 12.5' : undefined} />
              </td>
              <td>
                <Select
                  aria-label={`${item.name}不够怎么分`}
                  value={arrivals.of(item.itemId).way}
                  options={WAYS}
                  onChange={(way) => arrivals.put(item.itemId, { way })}
                  style={{ width: 140 }}
                />
              </td>
              <td className="right num nowrap">{sayQuantity(item.sharedMilli, item.unit)}</td>
              <td className="right num nowrap">
                {item.leftMilli === null || item.leftMilli === 0 ? (
                  <span className="quiet">—</span>
                ) : (
                  sayQuantity(item.leftMilli, item.unit)
                )}
              </td>
              <td>
                {item.shortHouseholds === 0 ? (
                  <span className="quiet">—</span>
                ) : (
                  <span className="row in-line">
                    <Tag tone="warn">{`${item.shortHouseholds} 户`}</Tag>
                    {isTold ? (
                      <Button size="small" onClick={() => onSubstitute(item)}>
                        换一样
                      </Button>
                    ) : null}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
