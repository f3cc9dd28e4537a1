import type { ReactNode } from 'react'
import type { Stall } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { cutOffWords, deliveryWords } from '../stall-words.ts'

/** Until when one orders, when it comes, and what the grid wants to be known. */
export function StallHead({ stall, children }: { stall: Stall; children?: ReactNode }) {
  return (
    <Card tone={isSelling(stall) ? 'ok' : 'mute'}>
      <Row icon="clock" title={cutOffWords(stall)} note={deliveryWords(stall)} />
      {stall.note !== '' && <Row icon="bulb" title={stall.note} />}
      {children}
    </Card>
  )
}
