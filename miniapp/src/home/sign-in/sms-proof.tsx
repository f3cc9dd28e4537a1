import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { normalisePhone } from '@gezhong/shared/people/phone'
import { sendSmsCode } from '@gezhong/shared/people/resident-sign-in/contract'
import { call, isRefusal } from '../../platform/api.ts'
import { deviceId } from '../../platform/device.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { whereShared } from '../share/shared-place.ts'
import './sign-in.css'

export interface Proof {
  phone: string
  code: string
  deviceId: string
}

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
export function useAway(code: 'sms-away' | 'wechat-away'): [boolean, <T>(run: () => Promise<T>) => Promise<T>] {
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

interface ProblemProps {
  problem: string
  away: boolean
  onSlip: (() => void) | undefined
}

/** What went wrong; and when it is not this person's fault, the way that works without anybody else. */
export function AwayProblem({ problem, away, onSlip }: ProblemProps) {
  return away && onSlip !== undefined ? (
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

interface Props {
  /** What the last button says. */
  word: string
  /** Where the number is to be known; without it, in the only community there is. */
  communityId?: string
  /** The way that needs no text message, if there is one. */
  onSlip?: () => void
  /** What the proof is for. */
  prove: (proof: Proof) => Promise<void>
}

/** A number is typed, a code sent to it and typed back. */
export function SmsProof({ word, communityId, onSlip, prove }: Props) {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<'phone' | 'code' | null>(null)
  const [sent, setSent] = useState(false)
  const [left, wait] = useCountdown()
  const [away, watched] = useAway('sms-away')
  const sending = useWrite((typed: string) =>
    watched(() =>
      whereShared(async (where) =>
        call(sendSmsCode, {
          body: {
            ...where,
            ...(communityId === undefined ? {} : { communityId }),
            phone: typed,
            deviceId: await deviceId(),
          },
        }),
      ),
    ),
  )
  const proving = useWrite(async (typed: Omit<Proof, 'deviceId'>) => prove({ ...typed, deviceId: await deviceId() }))
  const send = async () => {
    setWrong(isMobile(phone) ? null : 'phone')
    if (!isMobile(phone)) return
    proving.clear()
    const answer = await sending.run(phone)
    if (answer === null) return
    setSent(true)
    wait(answer.resendSeconds)
  }
  const submit = async () => {
    const first = !isMobile(phone) ? 'phone' : /^\d{6}$/.test(code) ? null : 'code'
    setWrong(first)
    if (first !== null) return
    await proving.run({ phone, code })
  }
  const problem = proving.problem ?? sending.problem
  return (
    <>
      {problem !== null && <AwayProblem problem={problem} away={away} onSlip={onSlip} />}
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
      <Button busy={proving.busy} onPress={() => void submit()}>
        {word}
      </Button>
    </>
  )
}
