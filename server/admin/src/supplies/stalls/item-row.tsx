import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { UNITS } from '@gezhong/shared/supplies/orders/stall'
import { Button, Input, Popconfirm, Select } from 'antd'
import { memo, type KeyboardEvent } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { ItemPhoto } from './item-photo.tsx'
import type { ItemDraft } from './stall-draft.ts'

const UNIT_OPTIONS = UNITS.map((value) => ({ value, label: value }))

type Props = {
  item: ItemDraft
  /** Counted from 1. */
  number: number
  isLast: boolean
  /** In thousandths; 0 when nobody has ordered it. */
  ordered: number
  /** JSON of `[field, words]`; empty when all is well. */
  problems: string
  onPut: (id: string, change: Partial<ItemDraft>) => void
  onMove: (id: string, by: -1 | 1) => void
  onRemove: (id: string) => void
}

export const ItemRow = memo(function ItemRow({ item, number, isLast, ordered, problems, ...told }: Props) {
  const wrong = new Map<string, string>(problems === '' ? [] : (JSON.parse(problems) as [string, string][]))
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    told.onMove(item.id, event.key === 'ArrowUp' ? -1 : 1)
  }
  const field = (
    name: Exclude<keyof ItemDraft, 'id' | 'unit' | 'photoId'>,
    label: string,
    about: { placeholder?: string } = {},
  ) => (
    <>
      <Input
        id={`${item.id}-${name}`}
        aria-label={`第${number}样${label}`}
        value={item[name]}
        status={wrong.has(name) ? 'error' : ''}
        aria-invalid={wrong.has(name)}
        aria-describedby={wrong.has(name) ? `${item.id}-${name}-problem` : undefined}
        onChange={(event) => told.onPut(item.id, { [name]: event.target.value })}
        {...about}
      />
      {wrong.has(name) ? (
        <span id={`${item.id}-${name}-problem`} className="field-problem" role="alert">
          {wrong.get(name)}
        </span>
      ) : null}
    </>
  )
  return (
    <tr onKeyDown={onKeyDown}>
      <td className="item-photo-cell">
        <ItemPhoto
          photoId={item.photoId ?? null}
          label={`第${number}样`}
          onPhoto={(photoId) => told.onPut(item.id, { photoId })}
        />
      </td>
      <td>{field('name', '菜名', { placeholder: '如 大白菜' })}</td>
      <td>{field('aliases', '群里还叫', { placeholder: '如 白菜、黄芽白' })}</td>
      <td>
        <Select
          aria-label={`第${number}样单位`}
          value={item.unit}
          onChange={(unit) => told.onPut(item.id, { unit })}
          options={UNIT_OPTIONS}
          showSearch
          style={{ width: 76 }}
        />
      </td>
      <td className="item-number">{field('price', '单价（元）')}</td>
      <td className="item-number">{field('step', '几个起')}</td>
      <td className="item-number">{field('limit', '每户最多', { placeholder: '不限' })}</td>
      <td className="item-number">
        {field('offered', '一共有', { placeholder: '不限' })}
        {ordered > 0 ? <span className="quiet small num">已订 {sayQuantity(ordered, item.unit)}</span> : null}
      </td>
      <td>
        <span className="row in-line item-acts">
          <Button
            id={`${item.id}-up`}
            type="text"
            aria-label={`第${number}样往上移`}
            disabled={number === 1}
            icon={<Icon name="up" />}
            onClick={() => told.onMove(item.id, -1)}
          />
          <Button
            id={`${item.id}-down`}
            type="text"
            aria-label={`第${number}样往下移`}
            disabled={isLast}
            icon={<Icon name="down" />}
            onClick={() => told.onMove(item.id, 1)}
          />
          <Remove item={item} number={number} ordered={ordered} onRemove={told.onRemove} />
        </span>
      </td>
    </tr>
  )
})

function Remove({ item, number, ordered, onRemove }: Pick<Props, 'item' | 'number' | 'ordered' | 'onRemove'>) {
  const button = (onClick?: () => void) => (
    <Button
      type="text"
      aria-label={`去掉第${number}样`}
      icon={<Icon name="close" />}
      {...(onClick === undefined ? {} : { onClick })}
    />
  )
  if (ordered === 0) return button(() => onRemove(item.id))
  return (
    <Popconfirm
      title={`不再卖${item.name}？`}
      description={`已经订出去 ${sayQuantity(ordered, item.unit)}，这些还照样送，只是不能再订。`}
      okText="不卖了"
      cancelText="留着"
      onConfirm={() => onRemove(item.id)}
    >
      {button()}
    </Popconfirm>
  )
}
