import { sayFen } from '@gezhong/shared/money'
import {
  previewShortage,
  readShortage,
  shareArrivals,
  type SharedItem,
  type Shortage,
} from '@gezhong/shared/supplies/shortage/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { ProblemNote, toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { STALL_READS } from '../stalls/use-move-stall.ts'
import { ArrivalTable } from './arrival-table.tsx'
import { ShortRows } from './short-rows.tsx'
import { SubstituteDialog } from './substitute-dialog.tsx'
import { useArrivals } from './use-arrivals.ts'

/** What has come of each thing, who gets how much where it is too little, and what else they may be offered. */
export function ShortagePanel({ stall }: { stall: StallWithItems }) {
  const { data, error, refetch } = useRead(readShortage, { params: { id: stall.id } })
  return (
    <section className="box stack">
      <h3>到货分菜</h3>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined ? error ? null : <Skeleton lines={6} height={20} /> : <Sharing stall={stall} told={data} />}
    </section>
  )
}

const key = (arrivals: unknown): string => JSON.stringify(arrivals)

function Sharing({ stall, told }: { stall: StallWithItems; told: Shortage }) {
  const arrivals = useArrivals(told)
  const [substituting, setSubstituting] = useState<SharedItem | null>(null)
  const preview = useWrite(previewShortage)
  const share = useWrite(shareArrivals, STALL_READS)
  const looked = preview.data !== undefined && key(preview.variables?.body?.arrivals) === key(arrivals.arrivals)
  const shown = looked && !arrivals.isTold ? preview.data! : told
  const body = { arrivals: arrivals.arrivals }
  const look = () => preview.mutate({ params: { id: stall.id }, body }, { onError: toastProblem })
  const keep = (which: typeof body, words: string) =>
    share.mutate(
      { params: { id: stall.id }, body: { revision: told.revision, ...which } },
      {
        onSuccess: () => {
          arrivals.forget()
          showToast({ text: words })
        },
      },
    )
  const less = shown.amountFen - shown.wouldBeFen
  return (
    <>
      <p className="quiet">
        {told.over
          ? '哪样没到齐，写上真到了多少：先照顾老人和病人，其余按选的办法分，少给的不收钱，每户在手机上看得到为什么。'
          : '还没截止，邻居还在订；截止以后再写到货。'}
        {told.packed > 0 ? `已经装好或送到 ${told.packed} 袋，这些不动。` : ''}
      </p>
      <ArrivalTable items={shown.items} arrivals={arrivals} isTold={arrivals.isTold} onSubstitute={setSubstituting} />
      <div className="form-bar">
        <span className="num">
          {arrivals.isTold ? '' : looked ? (less === 0 ? '金额不变' : `一共少收 ${sayFen(less)}`) : '还没算'}
        </span>
        <span className="push row in-line">
          {told.items.some(({ arrivedMilli }) => arrivedMilli !== null) ? (
            <Popconfirm
              title="撤回分菜？"
              description="没装袋的都回到照订的给，答应换的也收回。"
              okText="撤回"
              cancelText="不动"
              onConfirm={() => keep({ arrivals: [] }, '撤回了，照订的给')}
            >
              <Button loading={share.isPending}>撤回分菜</Button>
            </Popconfirm>
          ) : null}
          <Button disabled={!arrivals.ready || arrivals.isTold} loading={preview.isPending} onClick={look}>
            看看怎么分
          </Button>
          <Button
            type="primary"
            disabled={!told.over || !looked || arrivals.isTold}
            loading={share.isPending}
            onClick={() => keep(body, '分好了')}
          >
            就这样分
          </Button>
        </span>
      </div>
      <ProblemNote error={share.error} />
      <ShortRows shortage={shown} />
      {substituting === null ? null : (
        <SubstituteDialog stall={stall} short={substituting} items={told.items} onClose={() => setSubstituting(null)} />
      )}
    </>
  )
}
