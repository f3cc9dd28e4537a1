import { View } from '@tarojs/components'
import { useState } from 'react'
import { moveStall, listStalls, readStall, type Stall } from '@gezhong/shared/supplies/stalls/contract'
import { orderOfHousehold } from '@gezhong/shared/supplies/orders/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { cutOffWords } from '../stall-words.ts'
import './keeper-keys.css'

/** Whoever keeps the stall begins its sale, and ends it before its time; both after a question. */
export function KeeperKeys({ stall }: { stall: Stall }) {
  const [asking, setAsking] = useState(false)
  const to = stall.state === 'draft' ? 'open' : isSelling(stall) ? 'closed' : null
  const moving = useWrite((next: 'open' | 'closed', idempotencyKey) =>
    call(moveStall, { params: { id: stall.id }, body: { to: next }, idempotencyKey }),
  )
  if (to === null) return null
  const opens = to === 'open'
  const move = async () => {
    const answer = await moving.run(to)
    outdate(listStalls, readStall, orderOfHousehold)
    if (answer === null) return
    notice(opens ? '开卖了' : '截止了')
    setAsking(false)
  }
  return (
    <>
      <View className="keeper-keys">
        <Button kind={opens ? 'main' : 'plain'} onPress={() => setAsking(true)}>
          {opens ? '开卖' : '提前截止'}
        </Button>
      </View>
      {asking && (
        <Confirm
          title={opens ? `${stall.title}现在开卖？` : '现在就截止？'}
          text={
            opens
              ? '网格里每一户马上看得到，可以下单。'
              : `本来是${cutOffWords(stall)}。截止后谁也不能再订、再改，订好的照送。`
          }
          yes={opens ? '开卖' : '截止'}
          no="先不"
          danger={!opens}
          busy={moving.busy}
          problem={moving.problem}
          onYes={() => void move()}
          onNo={() => {
            moving.clear()
            setAsking(false)
          }}
        />
      )}
    </>
  )
}
