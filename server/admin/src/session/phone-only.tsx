import { ROLE_WORDS, type Actor } from '@gezhong/shared/actor'
import { signOut } from '@gezhong/shared/grid/identity/contract'
import { Button } from 'antd'
import { call } from '../api/api.ts'
import { toastProblem } from '../api/problem.tsx'
import { Empty } from '../ui/empty.tsx'
import { endSession } from './session.ts'
import './sign-in.css'

/** For volunteers, guards and residents: nothing of the admin page is theirs, all of their work is on the phone page. */
export function PhoneOnly({ actor }: { actor: Actor }) {
  const roles = [...new Set(actor.grants.map((grant) => ROLE_WORDS[grant.role]))].join('、')
  const leave = () => {
    call(signOut).then(() => endSession(), toastProblem)
  }
  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <Empty
          icon="phone"
          title={`${actor.displayName}，您的事在手机页面上办`}
          hint={`管理端给专班、网格长和网格员用。您是${roles === '' ? '居民' : roles}，请用手机打开格中，用同一个姓名登录。`}
          action={
            <span className="row">
              <Button type="primary" href="/">
                去手机页面
              </Button>
              <Button onClick={leave}>换个人登录</Button>
            </span>
          }
        />
      </section>
    </main>
  )
}
