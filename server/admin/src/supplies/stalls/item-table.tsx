import { usualStep } from '@gezhong/shared/supplies/amounts'
import { MOST_ITEMS, type StallItem } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useCallback, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { newId } from '../../api/new-id.ts'
import { FieldProblem } from '../../ui/field-problem.tsx'
import { Icon } from '../../ui/icon.tsx'
import { sayDecimal } from './decimal.ts'
import { ItemRow } from './item-row.tsx'
import { newItem, withMoved, type ItemDraft, type Problems } from './stall-draft.ts'

type Change = (next: (items: ItemDraft[]) => ItemDraft[]) => void

/** The step follows the unit as long as nobody has chosen another. */
function withUnit(before: ItemDraft, change: Partial<ItemDraft>): ItemDraft {
  const next = { ...before, ...change }
  const usual = (unit: ItemDraft['unit']) => sayDecimal(usualStep(unit), 3)
  return change.unit !== undefined && before.step === usual(before.unit) ? { ...next, step: usual(change.unit) } : next
}

/** What is sold, one thing a line; the whole table can be filled and put in order from the keyboard. */
export function ItemTable({
  items,
  sold,
  problems,
  onChange,
}: {
  items: readonly ItemDraft[]
  /** As the server has them, with what is ordered. */
  sold: readonly StallItem[]
  problems: Problems
  /** The same from one drawing to the next: a row is drawn again only for its own item. */
  onChange: Change
}) {
  const focusNext = useRef<string | null>(null)
  useLayoutEffect(() => {
    // A row that is moved loses the cursor, and a new one waits for it.
    if (focusNext.current !== null) document.getElementById(focusNext.current)?.focus()
    focusNext.current = null
  })
  const put = useCallback(
    (id: string, change: Partial<ItemDraft>) => {
      onChange((before) => before.map((item) => (item.id === id ? withUnit(item, change) : item)))
    },
    [onChange],
  )
  const move = useCallback(
    (id: string, by: -1 | 1) => {
      focusNext.current = document.activeElement?.id ?? null
      onChange((before) => withMoved(before, id, by))
    },
    [onChange],
  )
  const remove = useCallback((id: string) => onChange((before) => before.filter((item) => item.id !== id)), [onChange])
  const add = () => {
    const id = newId()
    focusNext.current = `${id}-name`
    onChange((before) => [...before, newItem(id)])
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    // Enter goes on to the next line, and saves nothing that is half written.
    event.preventDefault()
    const at = items.findIndex(({ id }) => (event.target as HTMLInputElement).id.startsWith(id))
    const next = items[at + 1]
    if (at >= 0 && next !== undefined) document.getElementById(`${next.id}-name`)?.focus()
    else if (at >= 0 && items.length < MOST_ITEMS) add()
  }
  return (
    <section className="box">
      <div className="row apart box-head">
        <h3>
          卖什么 <span className="quiet num">{items.length} 样</span>
        </h3>
        <span className="quiet small">
          <kbd>Enter</kbd> 下一行　<kbd>Alt</kbd> + <kbd>↑</kbd> <kbd>↓</kbd> 换位置
        </span>
      </div>
      <div className="table-scroll">
        <table className="data-table item-table" aria-label="卖什么" onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th>照片</th>
              <th className="item-name">菜名</th>
              <th className="item-aliases">群里还叫</th>
              <th>单位</th>
              <th className="right">单价（元）</th>
              <th className="right">几个起</th>
              <th className="right">每户最多</th>
              <th className="right">一共有</th>
              <th>
                <span className="for-readers">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <ItemRow
                key={item.id}
                item={item}
                number={index + 1}
                isLast={index === items.length - 1}
                ordered={sold.find(({ id }) => id === item.id)?.orderedMilli ?? 0}
                problems={problemsOfItem(problems, item.id)}
                onPut={put}
                onMove={move}
                onRemove={remove}
              />
            ))}
          </tbody>
        </table>
      </div>
      <FieldProblem words={problems.get('items')} />
      <Button className="add-item" icon={<Icon name="plus" />} disabled={items.length >= MOST_ITEMS} onClick={add}>
        加一样
      </Button>
    </section>
  )
}

/** As one text, so that a row is drawn again only when its own problems change. */
function problemsOfItem(problems: Problems, id: string): string {
  const own = [...problems].filter(([field]) => field.startsWith(`${id}.`))
  return own.length === 0 ? '' : JSON.stringify(own.map(([field, words]) => [field.slice(id.length + 1), words]))
}
