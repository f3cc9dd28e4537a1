import { Text, View } from '@tarojs/components'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { homeCode } from '@gezhong/shared/people/own-rounds/home-code'
import { useFullBrightness } from '../../platform/brightness.ts'
import { useActor } from '../../platform/session.ts'
import { QrSquare } from '../../ui/qr-square.tsx'
import { Sheet } from '../../ui/sheet.tsx'

interface Props {
  household: Household
  /** Who has still to be sampled, in a sentence; empty when nobody has. */
  missing: string
  onClose: () => void
}

/** The household's code, for a sampler's phone; what an eye needs when the phone fails stands above it. */
export function HomeCodeSheet({ household, missing, onClose }: Props) {
  const actor = useActor()
  useFullBrightness()
  if (actor === null) return null
  const { id, door, headcount } = household
  return (
    <Sheet title="采样码" onClose={onClose}>
      <View className="home-code">
        <Text className="home-code-door">{displayDoor(door)}</Text>
        <Text className="home-code-people num">{headcount === null ? '人数没登记' : `登记 ${headcount} 人`}</Text>
        {missing !== '' && <Text className="home-code-missing">{missing}</Text>}
        <QrSquare
          text={homeCode({ householdId: id, communityId: actor.communityId })}
          label={`${displayDoor(door)}的采样码`}
        />
        <Text className="home-code-note">一家一个码，没网也能用。扫不出来就报门牌</Text>
      </View>
    </Sheet>
  )
}
