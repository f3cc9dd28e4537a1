import { me, signOut } from '@gezhong/shared/grid/identity/contract'
import { readSecondFactor } from '@gezhong/shared/grid/second-factor/contract'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../api/api.ts'
import { ProblemNote, toastProblem } from '../api/problem.tsx'
import { useRead } from '../api/query.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { EnrolForm } from './enrol-form.tsx'
import { ProveForm } from './prove-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { endSession, keepSession } from './session.ts'
import { SignInCard } from './sign-in-card.tsx'
import './sign-in.css'

/** What the command post does after the password, before anything else: set up the changing number, or show it. */
export function SecondFactorPage({ name }: { name: string | null }) {
  const { data, error, refetch } = useRead(readSecondFactor)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  useEffect(() => {
    document.title = '动态口令 · 格中'
  }, [])
  const goOn = async () => {
    try {
      keepSession(await call(me))
    } catch (problem) {
      toastProblem(problem)
    }
  }
  const leave = () => {
    void call(signOut).catch(() => undefined)
    endSession()
  }
  return (
    <main className="sign-in">
      <SignInCard title="动态口令" about={`${name === null ? '' : `${name} · `}专班看得到全村，登录要多一道`}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {codes !== null ? (
          <RecoveryCodes codes={codes} onDone={() => void goOn()} />
        ) : data === undefined ? (
          error ? null : (
            <Skeleton lines={4} />
          )
        ) : data.enrolled ? (
          <ProveForm onDone={() => void goOn()} />
        ) : (
          <EnrolForm onDone={setCodes} />
        )}
      </SignInCard>
      {codes === null ? (
        <Button type="text" onClick={leave}>
          换一个人登录
        </Button>
      ) : null}
    </main>
  )
}
