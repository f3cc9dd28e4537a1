import { useState } from 'react'
import { signInBySms, signInByWeChat } from '@gezhong/shared/people/resident-sign-in/contract'
import { call } from '../../platform/api.ts'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
import { inBrowser } from '../../platform/target.ts'
import { useWrite } from '../../platform/use-write.ts'
import { weChatLoginCode } from '../../platform/wechat-login.ts'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { PhoneButton } from '../../ui/phone-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { sharedPlace, whereShared } from '../share/shared-place.ts'
import { SlipSignIn } from '../slip/slip-sign-in.tsx'
import { enter } from './enter.ts'
import { AwayProblem, SmsProof, useAway } from './sms-proof.tsx'

function WeChatSignIn({ onSlip }: { onSlip: () => void }) {
  const [failed, setFailed] = useState(false)
  const [refused, setRefused] = useState(false)
  const [away, watched] = useAway('wechat-away')
  const entering = useWrite((body: { loginCode: string; phoneCode?: string }) =>
    watched(() => whereShared((where) => call(signInByWeChat, { body: { ...where, ...body } }))),
  )
  const answer = async (phone: { code: string } | typeof PRIVACY_REFUSED | null) => {
    setRefused(phone === PRIVACY_REFUSED)
    if (phone === PRIVACY_REFUSED) return
    const loginCode = await weChatLoginCode()
    setFailed(loginCode === null)
    if (loginCode === null) return
    const session = await entering.run({ loginCode, ...(phone === null ? {} : { phoneCode: phone.code }) })
    if (session !== null) enter(session)
  }
  const problem = entering.problem ?? (failed ? '微信没有回应，请再点一次，或用短信、纸条' : null)
  return (
    <Card title="微信登录" note="不给手机号也能进，进去后写门牌">
      {problem !== null && <AwayProblem problem={problem} away={away || failed} onSlip={onSlip} />}
      {refused && (
        <Banner
          tone="info"
          title="没有同意，就不用微信进"
          text="下面填手机号收短信，或用家里门上的纸条，一样能进"
          action={{ word: '用纸条', onPress: onSlip }}
        />
      )}
      <PhoneButton busy={entering.busy} onAnswer={(phone) => void answer(phone)}>
        微信一键进入
      </PhoneButton>
    </Card>
  )
}

type Way = 'phone' | 'slip'

/** How residents get in: in WeChat by one button, everywhere by a code in a text message or by a paper slip. */
export function ResidentSignIn() {
  const [way, setWay] = useState<Way>('phone')
  const onSlip = () => setWay('slip')
  return (
    <>
      {sharedPlace() !== null && <Banner tone="info" title="先登录，再写门牌" text="网格员确认后，就能自己报" />}
      {!inBrowser && <WeChatSignIn onSlip={onSlip} />}
      <Card title="居民登录" note={way === 'phone' ? '用手机号，不用记密码' : '不用手机号，不用密码'}>
        <Segmented<Way>
          label="居民怎么登录"
          value={way}
          onChange={setWay}
          options={[
            { value: 'phone', word: '手机号' },
            { value: 'slip', word: '纸条' },
          ]}
        />
        {way === 'phone' ? (
          <SmsProof
            word="进入"
            onSlip={onSlip}
            prove={(proof) =>
              whereShared(async (where) => enter(await call(signInBySms, { body: { ...where, ...proof } })))
            }
          />
        ) : (
          <SlipSignIn />
        )}
      </Card>
    </>
  )
}
