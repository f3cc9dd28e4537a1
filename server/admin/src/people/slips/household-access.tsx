import { CAME_BY_WORDS } from '@gezhong/shared/people/homes/contract'
import { endBond } from '@gezhong/shared/people/proxies/contract'
import { householdAccess, revokeSlip, type HouseholdAccount } from '@gezhong/shared/people/slips/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { PrintSlipsDialog } from './print-dialog.tsx'

/** The slip of a household, and who may report for it: how they came, and taking that away again. */
export function HouseholdAccess({ householdId, door }: { householdId: string; door: string }) {
  const [dialog, setDialog] = useState<'print' | 'revoke' | null>(null)
  const [leaving, setLeaving] = useState<HouseholdAccount | null>(null)
  const { data, error, refetch } = useRead(householdAccess, { params: { id: householdId } })
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={3} />
  const { slip, accounts } = data
  return (
    <>
      <section>
        <div className="row apart">
          <h3>纸条</h3>
          <span className="row">
            {slip ? (
              <Button size="small" onClick={() => setDialog('revoke')}>
                作废
              </Button>
            ) : null}
            <Button size="small" onClick={() => setDialog('print')}>
              {slip ? '换一张' : '印一张'}
            </Button>
          </span>
        </div>
        <p className="quiet small">
          {slip === null
            ? '这户没有能用的纸条。'
            : `${whenWords(slip.madeAt)}印的，到${whenWords(slip.expiresAt)}；${slip.usedAt === null ? '还没用过' : `${whenWords(slip.usedAt)}用过`}。`}
        </p>
      </section>
      <section>
        <h3>能替这户上报的（{accounts.length}）</h3>
        {accounts.length === 0 ? <p className="quiet small">还没有人关联这一户。</p> : null}
        <ul className="residents">
          {accounts.map((account) => (
            <li key={account.grantId}>
              <b>{account.displayName}</b>
              <Tag tone={account.proxy ? 'info' : 'plain'}>{account.proxy ? '照看' : '本户'}</Tag>
              <span className="quiet">{account.cameBy === null ? '' : CAME_BY_WORDS[account.cameBy]}</span>
              <Button
                type="text"
                size="small"
                aria-label={`移除${account.displayName}`}
                onClick={() => setLeaving(account)}
              >
                <Icon name="close" size={14} />
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {dialog === 'print' ? (
        <PrintSlipsDialog
          householdIds={[householdId]}
          gridId=""
          title={`给${door}印一张纸条`}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'revoke' ? (
        <RevokeDialog householdId={householdId} door={door} onClose={() => setDialog(null)} />
      ) : null}
      {leaving ? <LeaveDialog account={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  )
}

function RevokeDialog({ householdId, door, onClose }: { householdId: string; door: string; onClose: () => void }) {
  const revoke = useWrite(revokeSlip, [householdAccess])
  const submit = () =>
    revoke.mutate(
      { params: { id: householdId } },
      {
        onSuccess: () => {
          showToast({ text: '纸条作废了' })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`作废${door}的纸条？`}
      okText="作废"
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onOk={submit}
      onClose={onClose}
    >
      <p className="quiet">凭这张纸条进来的手机马上退出。纸条丢了、被别人拿走时用。</p>
    </Dialog>
  )
}

function LeaveDialog({ account, onClose }: { account: HouseholdAccount; onClose: () => void }) {
  const end = useWrite(endBond, [householdAccess])
  const submit = () =>
    end.mutate(
      { params: { id: account.grantId } },
      {
        onSuccess: () => {
          showToast({ text: '移除了' })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`不让${account.displayName}替这户上报？`}
      okText="移除"
      danger
      busy={end.isPending}
      error={end.error}
      onOk={submit}
      onClose={onClose}
    >
      <p className="quiet">马上生效，已经报过的还在。凭纸条进来的，纸条也一起作废。</p>
    </Dialog>
  )
}
