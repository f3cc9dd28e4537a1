import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { type Order, orderOfHousehold, ownOrders } from '@gezhong/shared/supplies/orders/contract'
import {
  answerSubstitute,
  type Substitute,
  SUBSTITUTE_STATE_WORDS,
  substitutesOfOrder,
} from '@gezhong/shared/supplies/shortage/contract'
import { readStall } from '@gezhong/shared/supplies/stalls/contract'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Row } from '../../ui/row.tsx'

/** What is offered to a household for what came short; until its bag is packed it says yes or no, and may change its mind. */
export function Substitutes({ order }: { order: Order }) {
  const short = order.lines.some(({ shortWhy }) => shortWhy !== null)
  const { data } = useRead(substitutesOfOrder, { params: { id: order.id } }, { when: short })
  if (!short || data === undefined) return null
  return (
    <>
      {data.rows.map((one) => (
        <Offer key={one.id} offer={one} packed={order.packedAt !== null} />
      ))}
    </>
  )
}

function Offer({ offer, packed }: { offer: Substitute; packed: boolean }) {
  const answering = useWrite(async (accept: boolean, idempotencyKey) => {
    await call(answerSubstitute, { params: { id: offer.id }, body: { accept }, idempotencyKey })
    notice(accept ? '加进单子了' : '好，不换')
    outdate(substitutesOfOrder, orderOfHousehold, ownOrders, readStall)
  })
  const goods = `${offer.name} ${sayQuantity(offer.milli, offer.unit)}`
  const answer = (accept: boolean) => void answering.run(accept)
  return (
    <>
      <Row
        icon="again"
        title={`${offer.shortName}不够，换${goods}？`}
        note={`${sayFen(offer.amountFen)}，${packed && offer.state === 'offered' ? '没回话，没有换' : SUBSTITUTE_STATE_WORDS[offer.state]}`}
      />
      {answering.problem !== null && <Banner tone="bad" title={answering.problem} />}
      {!packed && (
        <Buttons>
          {offer.state !== 'declined' && (
            <Button kind="plain" busy={answering.busy} onPress={() => answer(false)}>
              {offer.state === 'accepted' ? '又不要了' : '不要'}
            </Button>
          )}
          {offer.state !== 'accepted' && (
            <Button
              kind={offer.state === 'offered' ? 'main' : 'plain'}
              busy={answering.busy}
              onPress={() => answer(true)}
            >
              {offer.state === 'declined' ? '还是要' : '要'}
            </Button>
          )}
        </Buttons>
      )}
    </>
  )
}
