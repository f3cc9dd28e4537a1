import { View } from '@tarojs/components'
import { useState } from 'react'
import { changeOwnPhone, readOwnData } from '@gezhong/shared/people/own-data/contract'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useActor } from '../../platform/session.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { SmsProof } from '../sign-in/sms-proof.tsx'

export function ChangePhone({ hasPhone }: { hasPhone: boolean }) {
  const communityId = useActor()?.communityId ?? ''
  const [asking, setAsking] = useState(false)
  return (
    <>
      <View className="own-more">
        <Button kind="plain" onPress={() => setAsking(true)}>
          {hasPhone ? '换手机号' : '加上手机号'}
        </Button>
      </View>
      {asking && (
        <Sheet title={hasPhone ? '换成哪个号？' : '加哪个号？'} onClose={() => setAsking(false)}>
          <SmsProof
            word="就用这个号"
            communityId={communityId}
            prove={async (body) => {
              await call(changeOwnPhone, { body })
              notice('换好了，别的设备要重新登录')
              setAsking(false)
              outdate(readOwnData)
            }}
          />
        </Sheet>
      )}
    </>
  )
}
