import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { isOver } from '@gezhong/shared/supplies/stalls/selling'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { toastProblem } from '../../api/problem.tsx'
import { Icon } from '../../ui/icon.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { CallOffDialog } from './call-off-dialog.tsx'
import { useMoveStall } from './use-move-stall.ts'

/** What can be done with a stall as it stands. One that is called off stays so. */
export function StallActions({ stall }: { stall: StallWithItems }) {
  const navigate = useNavigate()
  const [callingOff, setCallingOff] = useState(false)
  if (stall.state === 'called-off') return null
  return (
    <>
      <Button danger onClick={() => setCallingOff(true)}>
        取消菜吧
      </Button>
      <Button icon={<Icon name="edit" />} onClick={() => void navigate(`/stalls/${stall.id}/edit`)}>
        改菜吧
      </Button>
      <MoveButton stall={stall} />
      {callingOff ? <CallOffDialog stall={stall} onClose={() => setCallingOff(false)} /> : null}
    </>
  )
}

const MOVES = {
  draft: {
    to: 'open',
    label: '开卖',
    title: '现在开卖？',
    description: '这个网格的住户马上能看到、能订。',
    done: '开卖了。把“发到群里”的话发出去吧。',
  },
  open: {
    to: 'closed',
    label: '提前截止',
    title: '现在就截止？',
    description: '住户不能再订、改、退，已订的都算数。截止时间以前还能重新开卖。',
    done: '截止了，可以去采购了',
  },
  closed: {
    to: 'open',
    label: '重新开卖',
    title: '重新开卖？',
    description: '截止时间以前，住户又能订、改、退。',
    done: '又开卖了',
  },
} as const

function MoveButton({ stall }: { stall: StallWithItems }) {
  const move = useMoveStall()
  if (stall.state === 'called-off') return null
  // Past the cut-off nothing is sold, closed or not; what can be done is to put the cut-off later.
  if (stall.state !== 'draft' && isOver(stall)) return null
  const { to, label, title, description, done } = MOVES[stall.state]
  const run = () =>
    move.mutate(
      { params: { id: stall.id }, body: { to } },
      { onSuccess: () => showToast({ text: done }), onError: toastProblem },
    )
  return (
    <Popconfirm title={title} description={description} okText={label} cancelText="先不" onConfirm={run}>
      <Button type={stall.state === 'draft' ? 'primary' : 'default'} loading={move.isPending}>
        {label}
      </Button>
    </Popconfirm>
  )
}
