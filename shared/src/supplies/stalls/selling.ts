import type { Stall } from './contract.ts'

type Times = Pick<Stall, 'cutOff' | 'now'>

/** Past the cut-off, by the server's clock as it was last heard: it sells no more, whether or not somebody has closed it. */
export const isOver = ({ cutOff, now }: Times): boolean => Date.parse(now) >= Date.parse(cutOff)

/** Whether households may still order. */
export const isSelling = (stall: Times & Pick<Stall, 'state'>): boolean => stall.state === 'open' && !isOver(stall)

/** Nothing is ordered there any more: closed by somebody, or past its cut-off. */
export const isClosed = (stall: Times & Pick<Stall, 'state'>): boolean =>
  stall.state === 'closed' || (stall.state === 'open' && isOver(stall))
