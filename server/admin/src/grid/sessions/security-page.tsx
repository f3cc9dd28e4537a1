import {
  endOtherSessions,
  endOwnSession,
  ownSessions,
  sessionState,
  type OwnSession,
} from '@gezhong/shared/grid/sessions/contract'
import { Button } from 'antd'
import { useMemo } from 'react'
import { ProblemNote, toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { PasswordForm } from './password-form.tsx'
import { RecoveryBox } from './recovery-box.tsx'
import './security.css'

export default function SecurityPage() {
  const { data, error, refetch } = useRead(ownSessions)
  const hasPassword = useRead(sessionState).data?.unlockBy === 'password'
  const endOne = useWrite(endOwnSession, [ownSessions])
  const endOthers = useWrite(endOtherSessions, [ownSessions])
  const { mutate: end } = endOne
  const columns = useMemo(() => sessionColumns((id) => end({ params: { id } }, { onError: toastProblem })), [end])
  const others = data?.sessions.filter(({ here }) => !here).length ?? 0
  const leaveOthers = () =>
    endOthers.mutate(
      {},
      { onSuccess: ({ ended }) => showToast({ text: `已退出其他 ${ended} 处` }), onError: toastProblem },
    )
  return (
    <Page title="登录与安全">
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <div className="security-head">
          <h3>登录的设备</h3>
          <Button disabled={others === 0} loading={endOthers.isPending} onClick={leaveOthers}>
            退出其他设备
          </Button>
        </div>
        <DataTable
          label="登录的设备"
          columns={columns}
          rows={data?.sessions}
          rowId={(row) => row.id}
          empty={<Empty icon="screen" title="没有登录的设备" />}
        />
      </section>
      <RecoveryBox />
      {hasPassword ? <PasswordForm /> : null}
    </Page>
  )
}

function sessionColumns(end: (id: string) => void): Column<OwnSession>[] {
  return [
    {
      key: 'device',
      title: '设备',
      cell: (row) => (
        <>
          <b>{row.device}</b> {row.here ? <Tag tone="ok">本机</Tag> : null}
        </>
      ),
    },
    { key: 'page', title: '在哪里', cell: (row) => (row.page === 'admin' ? '管理端' : '手机页面') },
    { key: 'used', title: '最近使用', cell: (row) => <span className="num">{whenWords(row.usedAt)}</span> },
    { key: 'opened', title: '登录时间', cell: (row) => <span className="num quiet">{whenWords(row.openedAt)}</span> },
    {
      key: 'end',
      title: <span className="for-readers">操作</span>,
      align: 'right',
      noPrint: true,
      cell: (row) =>
        row.here ? null : (
          <Button size="small" onClick={() => end(row.id)}>
            退出
          </Button>
        ),
    },
  ]
}
