import { displayDoor } from '@gezhong/shared/people/door'
import type { PlannedStop } from '@gezhong/shared/supplies/runs/contract'
import { Button } from 'antd'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'

type Change = (next: (stops: readonly PlannedStop[]) => readonly PlannedStop[]) => void

const moved = (stops: readonly PlannedStop[], from: number, to: number): readonly PlannedStop[] => {
  if (to < 0 || to >= stops.length) return stops
  const next = stops.toSpliced(from, 1)
  return next.toSpliced(to, 0, stops[from]!)
}

/** The doors in the order in which they are walked: dragged, or moved with Alt and the arrows. */
export function WayList({ stops, onChange }: { stops: readonly PlannedStop[]; onChange: Change }) {
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const focusNext = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (focusNext.current !== null) document.getElementById(focusNext.current)?.focus()
    focusNext.current = null
  })
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>, at: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    focusNext.current = `stop-${stops[at]!.voucherId}`
    onChange((before) => moved(before, at, at + (event.key === 'ArrowUp' ? -1 : 1)))
  }
  const drop = (to: number) => {
    if (dragged !== null && dragged !== to) onChange((before) => moved(before, dragged, to))
    setDragged(null)
    setOver(null)
  }
  return (
    <ol className="way-list" aria-label="送的顺序">
      {stops.map((stop, at) => (
        <li
          key={stop.voucherId}
          id={`stop-${stop.voucherId}`}
          tabIndex={0}
          draggable
          className={over === at ? 'over' : ''}
          aria-label={`第 ${at + 1} 袋 ${displayDoor(stop.door)}，按 Alt 加上下键换顺序`}
          onKeyDown={(event) => onKeyDown(event, at)}
          onDragStart={() => setDragged(at)}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(at)
          }}
          onDragEnd={() => setOver(null)}
          onDrop={() => drop(at)}
        >
          <span className="at num quiet">{at + 1}</span>
          <span className="door">
            <b>{displayDoor(stop.door)}</b> {stop.priority ? <Tag tone="warn">优先照顾</Tag> : null}{' '}
            {stop.place === null ? <Tag tone="plain">没画到地图</Tag> : null}
          </span>
          <Button
            size="small"
            type="text"
            aria-label={`${displayDoor(stop.door)} 提前`}
            disabled={at === 0}
            icon={<Icon name="up" />}
            onClick={() => onChange((before) => moved(before, at, at - 1))}
          />
          <Button
            size="small"
            type="text"
            aria-label={`${displayDoor(stop.door)} 推后`}
            disabled={at === stops.length - 1}
            icon={<Icon name="down" />}
            onClick={() => onChange((before) => moved(before, at, at + 1))}
          />
          <Button
            size="small"
            type="text"
            aria-label={`${displayDoor(stop.door)} 这一趟不送`}
            icon={<Icon name="close" />}
            onClick={() => onChange((before) => before.filter(({ voucherId }) => voucherId !== stop.voucherId))}
          />
        </li>
      ))}
    </ol>
  )
}
