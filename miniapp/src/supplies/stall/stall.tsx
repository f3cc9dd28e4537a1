import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { hasRole, ownHouseholds, STAFF_ROLES } from '@gezhong/shared/actor'
import { displayDoor } from '@gezhong/shared/people/door'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import { readStall } from '@gezhong/shared/supplies/stalls/contract'
import { HouseholdSearch } from '../../people/household-search.tsx'
import { endPullDown, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Page } from '../../ui/page.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import { HouseholdOrder } from './household-order.tsx'
import { PayCodeCard } from './pay-code-card.tsx'
import { PhotoMenu } from './photo-menu.tsx'
import { ShareStall } from './share-stall.tsx'
import { StallHead } from './stall-head.tsx'
import './stall.css'

/** A stall, and what one household orders there: one's own, one that is looked after, or one that a worker orders for. */
export default function StallPage() {
  const actor = useActor()
  const { id = '', household: opened } = usePageParams()
  const own = actor === null ? [] : ownHouseholds(actor)
  const staff = actor !== null && hasRole(actor, STAFF_ROLES)
  const [chosen, setChosen] = useState<string | null>(opened ?? own[0] ?? null)
  const [other, setOther] = useState<Household | null>(null)
  const [searching, setSearching] = useState(false)
  const [picturing, setPicturing] = useState(false)
  const stall = useRead(readStall, { params: { id } }, { keep: true, every: POLL_MS, when: actor !== null })
  const mine = useRead(myHouseholds, {}, { keep: true, when: own.length > 0 })
  usePullDownRefresh(() => void stall.refetch().finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const homes = (mine.data?.households ?? []).map(({ household }) => household)
  const options = [...homes, ...(other === null ? [] : [other])].map((home) => ({
    value: home.id,
    word: displayDoor(home.door),
  }))
  const { data } = stall
  const mayKeep = data !== undefined && canKeepStall(actor, data.gridCode)
  return (
    <Page
      title={data?.title ?? '爱心菜吧'}
      subtitle={options.find(({ value }) => value === chosen)?.word}
      back
      action={
        staff ? (
          <Button kind="plain" shape="pill" onPress={() => setSearching(true)}>
            替谁订
          </Button>
        ) : undefined
      }
    >
      {options.length > 1 && <Choices label="替谁订" value={chosen ?? ''} options={options} onChange={setChosen} />}
      {data === undefined && <Awaited error={stall.error} rows={5} onRetry={() => void stall.refetch()} />}
      {data !== undefined && (
        <StallHead stall={data}>
          <View className="stall-keys">
            <ShareStall stall={data} hasKey={mayKeep} />
            {mayKeep && (
              <Button kind="plain" onPress={() => setPicturing(!picturing)}>
                {picturing ? '配好了，回去订菜' : '照片和收款码'}
              </Button>
            )}
          </View>
        </StallHead>
      )}
      {data !== undefined &&
        (picturing ? (
          <>
            <PayCodeCard stall={data} />
            <PhotoMenu stall={data} />
          </>
        ) : (
          <HouseholdOrder key={chosen} stall={data} householdId={chosen} />
        ))}
      {searching && (
        <Sheet title="替谁订" onClose={() => setSearching(false)}>
          <HouseholdSearch
            gridId={data?.gridId}
            onChoose={(home) => {
              setOther(home)
              setChosen(home.id)
              setSearching(false)
            }}
          />
        </Sheet>
      )}
    </Page>
  )
}
