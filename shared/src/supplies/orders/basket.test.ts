import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { amountFen, sayQuantity, usualStep } from '../amounts.ts'
import { sayFen } from '../../money.ts'
import { fillBasket, type Held, type OnSale } from './basket.ts'

const CABBAGE: OnSale = {
  id: 'a',
  name: '大白菜',
  unit: '斤',
  priceFen: 150,
  stepMilli: 500,
  limitMilli: 10_000,
  leftMilli: 4000,
}
const RICE: OnSale = {
  ...CABBAGE,
  id: 'b',
  name: '大米',
  unit: '袋',
  priceFen: 6800,
  stepMilli: 1000,
  limitMilli: null,
}

const want = (itemId: string, milli: number, priceFen: number): Held => ({ itemId, milli, priceFen })
const codes = (wanted: Held[], held: Held[] = [], items: OnSale[] = [CABBAGE, RICE]) =>
  fillBasket(wanted, items, held).problems.map(({ code }) => code)

describe('money', () => {
  it('is rounded by the line, half a fen up, and never by floating point', () => {
    expect([amountFen(150, 2500), amountFen(3, 500), amountFen(1, 499), amountFen(1, 500)]).toEqual([375, 2, 0, 1])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 999_000 }), (price, milli) => {
        const fen = amountFen(price, milli)
        expect(Number.isInteger(fen)).toBe(true)
        expect(Math.abs(fen * 1000 - price * milli)).toBeLessThanOrEqual(500)
      }),
    )
  })

  it('and quantities are said as one says them', () => {
    expect([sayFen(1250), sayFen(5), sayFen(0), sayQuantity(1500, '斤'), sayQuantity(2000, '份')]).toEqual([
      '¥12.50',
      '¥0.05',
      '¥0.00',
      '1.5斤',
      '2份',
    ])
    expect([usualStep('斤'), usualStep('把')]).toEqual([500, 1000])
  })
})

describe('a basket', () => {
  it('adds up the same thing on two lines', () => {
    const { lines, amountFen: sum } = fillBasket([want('a', 1000, 150), want('a', 500, 150)], [CABBAGE], [])
    expect(lines).toEqual([{ itemId: 'a', milli: 1500, priceFen: 150, amountFen: 225 }])
    expect(sum).toBe(225)
  })

  const CHEAP: OnSale = { ...RICE, id: 'cheap', priceFen: 1, leftMilli: null }

  it.each([
    ['what is not sold', [want('x', 1000, 150)], ['not-sold']],
    ['no multiple of the step', [want('a', 700, 150)], ['uneven']],
    ['more than a household may have', [want('a', 10_500, 150)], ['over-limit']],
    ['more in two lines than it may have', [want('a', 6000, 150), want('a', 6000, 150)], ['over-limit']],
    ['more than is left', [want('a', 4500, 150)], ['not-enough']],
    ['a price that is no more', [want('a', 1000, 140)], ['price-changed']],
    ['one of two prices that is no more', [want('a', 500, 140), want('a', 500, 150)], ['price-changed']],
    ['more than anybody can mean', [want('cheap', 600_000, 1), want('cheap', 600_000, 1)], ['over-limit']],
    ['too dear a whole', [want('b', 300_000, 6800)], ['not-enough', 'too-large']],
    ['each thing by itself', [want('a', 700, 150), want('x', 1000, 1)], ['uneven', 'not-sold']],
  ])('is stopped by %s', (_, wanted, expected) => {
    expect(codes(wanted, [], [CABBAGE, RICE, CHEAP])).toEqual(expected)
  })

  it('keeps what the household holds, whatever has changed since', () => {
    const held = [want('a', 3000, 100), want('gone', 2000, 80)]
    const items = [{ ...CABBAGE, leftMilli: 0, limitMilli: 1000, priceFen: 200 }]
    expect(fillBasket(held, items, held)).toEqual({
      lines: [
        { itemId: 'a', milli: 3000, priceFen: 100, amountFen: 300 },
        { itemId: 'gone', milli: 2000, priceFen: 80, amountFen: 160 },
      ],
      amountFen: 460,
      problems: [],
    })
    expect(codes([want('a', 3500, 200)], held, items)).toEqual(['over-limit'])
    expect(codes([want('a', 2700, 200)], held, items)).toEqual(['uneven'])
    expect(codes([want('gone', 3000, 80)], held, items)).toEqual(['not-sold'])
  })

  it('costs today’s price where it grows, and takes only what it holds not yet from what is left', () => {
    const held = [want('a', 3000, 100)]
    expect(fillBasket([want('a', 7000, 150)], [CABBAGE], held)).toMatchObject({ amountFen: 1050, problems: [] })
    expect(codes([want('a', 7500, 150)], held)).toEqual(['not-enough'])
  })

  it('never lets through more than there is, than a household may have, or a part of a step', () => {
    const item = fc.record({
      priceFen: fc.integer({ min: 0, max: 1000 }),
      stepMilli: fc.constantFrom(100, 500, 1000),
      limitMilli: fc.option(fc.integer({ min: 1000, max: 9000 }), { nil: null }),
      leftMilli: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: null }),
    })
    const milli = fc.integer({ min: 1, max: 100 }).map((n) => n * 100)
    fc.assert(
      fc.property(item, fc.array(milli, { minLength: 1, maxLength: 4 }), fc.option(milli), (sold, wanted, before) => {
        const items = [{ ...CABBAGE, ...sold }]
        const held = before === null ? [] : [want('a', before, sold.priceFen)]
        const { lines, problems } = fillBasket(
          wanted.map((one) => want('a', one, sold.priceFen)),
          items,
          held,
        )
        const [line] = lines
        expect(line!.milli).toBe(wanted.reduce((a, b) => a + b))
        if (problems.length > 0 || line!.milli <= (before ?? 0)) return
        expect(line!.milli % sold.stepMilli).toBe(0)
        expect(line!.milli).toBeLessThanOrEqual(sold.limitMilli ?? Infinity)
        expect(line!.milli - (before ?? 0)).toBeLessThanOrEqual(sold.leftMilli ?? Infinity)
      }),
    )
  })
})
