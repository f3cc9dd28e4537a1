import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { normalisePhone } from '@gezhong/shared/people/phone'
import { sendSmsCode, signInBySms, signInByWeChat } from '@gezhong/shared/people/resident-sign-in/contract'
import { call, isRefusal } from '../../platform/api.ts'
import { deviceId } from '../../platform/device.ts'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
import { inBrowser } from '../../platform/target.ts'
import { useWrite } from '../../platform/use-write.ts'
import { weChatLoginCode } from '../../platform/wechat-login.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { PhoneButton } from '../../ui/phone-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { sharedPlace, whereShared } from '../share/shared-place.ts'
import { SlipSignIn } from '../slip/slip-sign-in.tsx'
import { enter } from './enter.ts'
import './sign-in.css'

function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return [left, setLeft]
}

const isMobile = (typed: string): boolean => /^1\d{10}$/.test(normalisePhone(typed) ?? '')

/** Runs a call, and remembers whether it was refused because somebody else's service is away. */
function useAway(code: 'sms-away' | 'wechat-away'): [boolean, <T>(run: () => Promise<T>) => Promise<T>] {
  const [away, setAway] = useState(false)
  const watched = async <T,>(run: () => Promise<T>): Promise<T> => {
    try {
      const answer = await run()
      setAway(false)
      return answer
    } catch (error) {
      setAway(isRefusal(error, code))
      throw error
    }
  }
  return [away, watched]
}

/** What went wrong; and when it is not this person's fault, the way that works without anybody else. */
function Problem({ problem, away, onSlip }: { problem: string; away: boolean; onSlip: () => void }) {
  return away ? (
    <Banner
      tone="warn"
      title={problem}
      text="家里门上的纸条一样能进，没有纸条请找网格员要"
      action={{ word: '用纸条', onPress: onSlip }}
    />
  ) : (
    <Banner tone="bad" title={problem} />
  )
}

function SmsSignIn({ onSlip }: { onSlip: () => void }) {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<'phone' | 'code' | null>(null)
  const [sent, setSent] = useState(false)
  const [left, wait] = useCountdown()
  const [away, watched] = useAway('sms-away')
  const sending = useWrite((typed: string) =>
    watched(() =>
      whereShared(async (where) => call(sendSmsCode, { body: { ...where, phone: typed, deviceId: await deviceId() } })),
    ),
  )
  const entering = useWrite((body: { phone: string; code: string }) =>
    whereShared(async (where) => call(signInBySms, { body: { ...where, ...body, deviceId: await deviceId() } })),
  )
  const send = async () => {
    setWrong(isMobile(phone) ? null : 'phone')
    if (!isMobile(phone)) return
    entering.clear()
    const answer = await sending.run(phone)
    if (answer === null) return
    setSent(true)
    wait(answer.resendSeconds)
  }
  const submit = async () => {
    const first = !isMobile(phone) ? 'phone' : /^\d{6}$/.test(code) ? null : 'code'
    setWrong(first)
    if (first !== null) return
    const session = await entering.run({ phone, code })
    if (session !== null) enter(session)
  }
  const problem = entering.problem ?? sending.problem
  return (
    <>
      {problem !== null && <Problem problem={problem} away={away} onSlip={onSlip} />}
      <Field
        label="手机号"
        kind="phone"
        value={phone}
        onChange={setPhone}
        maxLength={20}
        error={wrong === 'phone' ? '请填11位手机号' : undefined}
      />
      <View className="sign-in-send">
        <Button kind="soft" busy={sending.busy} disabled={left > 0} onPress={() => void send()}>
          {left > 0 ? `${left}秒后可以再发` : sent ? '再发一次验证码' : '发验证码'}
        </Button>
      </View>
      <Field
        label="验证码"
        kind="number"
        value={code}
        onChange={setCode}
        maxLength={6}
        error={wrong === 'code' ? '请填短信里的6位数字' : undefined}
        hint={sent ? '短信已发出，5分钟内有效' : undefined}
        onDone={() => void submit()}
      />
      <Button busy={entering.busy} onPress={() => void submit()}>
        进入
      </Button>
    </>
  )
}

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
      {problem !== null && <Problem problem={problem} away={away || failed} onSlip={onSlip} />}
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
        {way === 'phone' ? <SmsSignIn onSlip={onSlip} /> : <SlipSignIn />}
      </Card>
    </>
  )
}
