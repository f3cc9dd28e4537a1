import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { encode } from 'uqr'
import { classNames } from './class-names.ts'
import './qr-square.css'

/** Dark modules of a row that touch are one bar: a third of the elements. */
function barsOf(row: readonly boolean[]): { from: number; length: number }[] {
  const bars: { from: number; length: number }[] = []
  row.forEach((dark, at) => {
    if (!dark) return
    const last = bars.at(-1)
    if (last !== undefined && last.from + last.length === at) last.length += 1
    else bars.push({ from: at, length: 1 })
  })
  return bars
}

const units = (count: number) => `calc(var(--qr-unit) * ${count})`

/** Up to so many modules a side fit on the narrowest phone in squares of that size; the last, up to 85. */
const SIZES = [
  [29, ''],
  [37, 'qr-dense'],
  [61, 'qr-fine'],
  [Number.POSITIVE_INFINITY, 'qr-finest'],
] as const
const sizeOf = (side: number): string => SIZES.find(([most]) => side <= most)![1]

/** A QR code, black on white also in the dark, drawn of bars: needs no canvas, no picture and no network. */
export function QrSquare({ text, label }: { text: string; label: string }) {
  const { size, bars } = useMemo(() => {
    const { data, size: side } = encode(text, { ecc: 'M', border: 0 })
    return { size: side, bars: data.flatMap((row, y) => barsOf(row).map((bar) => ({ ...bar, y }))) }
  }, [text])
  return (
    <View className={classNames('qr', sizeOf(size))} role="img" aria-label={label}>
      <View className="qr-modules" style={{ width: units(size), height: units(size) }}>
        {bars.map(({ from, length, y }) => (
          <View
            key={`${y} ${from}`}
            className="qr-bar"
            style={{ left: units(from), top: units(y), width: units(length) }}
          />
        ))}
      </View>
    </View>
  )
}
