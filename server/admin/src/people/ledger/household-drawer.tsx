import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  OCCUPANCY_WORDS,
  readHousehold,
  revealPhone,
  type Household,
  type Resident,
} from '@gezhong/shared/people/ledger/contract'
import { canEditLedger } from '@gezhong/shared/people/policy'
import { Drawer, Segmented } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { RevealedPhones } from '../revealed-phones.tsx'
import { HouseholdTests } from '../exemptions/household-tests.tsx'
import { HouseholdAccess } from '../slips/household-access.tsx'
import { ChangeList } from './change-list.tsx'
import { EditHousehold } from './edit-household.tsx'
import './household.css'
import { Residents } from './residents.tsx'
import { Said } from './said.tsx'

type Tab = 'facts' | 'edit' | 'history'

/** One household beside its list: what is known, correcting it, and its history. */
export function HouseholdDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const actor = useActor()
  const [tab, setTab] = useState<Tab>('facts')
  const { data, error, refetch } = useRead(readHousehold, { params: { id } })
  const mayEdit = data !== undefined && canEditLedger(actor, data.gridCode)
  const tabs: { value: Tab; label: string }[] = [
    { value: 'facts', label: '情况' },
    ...(mayEdit ? [{ value: 'edit' as const, label: '修改' }] : []),
    { value: 'history', label: '改动记录' },
  ]
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={data ? displayDoor(data.door) : '住户'}
      extra={data?.priority ? <Tag tone="warn">优先照顾</Tag> : null}
    >
      <div className="stack">
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {data ? (
          <>
            <Segmented block value={tab} options={tabs} onChange={setTab} />
            {tab === 'facts' ? <Facts household={data} mayEdit={mayEdit} /> : null}
            {tab === 'edit' ? (
              <EditHousehold key={data.revision} household={data} onDone={() => setTab('facts')} />
            ) : null}
            {tab === 'history' ? <ChangeList subjectId={id} /> : null}
          </>
        ) : error ? null : (
          <Skeleton lines={7} />
        )}
      </div>
    </Drawer>
  )
}

function Facts({ household, mayEdit }: { household: z.output<typeof readHousehold.reply>; mayEdit: boolean }) {
  const { byId } = useGrids()
  const grid = byId.get(household.gridId)
  return (
    <>
      <dl className="facts">
        <dt>网格</dt>
        <dd>{grid ? gridTitle(grid) : household.gridCode}</dd>
        <dt>状态</dt>
        <dd>{OCCUPANCY_WORDS[household.occupancy]}</dd>
        <dt>人数</dt>
        <dd className="num">{household.headcount === null ? '还不知道' : `${household.headcount} 人`}</dd>
        <dt>电话</dt>
        <dd>
          <Phones household={household} />
        </dd>
        <dt>备注</dt>
        <dd>{household.note || <span className="quiet">没有</span>}</dd>
      </dl>
      <Said household={household} mayEdit={mayEdit} />
      <HouseholdTests householdId={household.id} mayAsk={mayEdit} />
      <Residents householdId={household.id} people={household.people as readonly Resident[]} mayEdit={mayEdit} />
      {mayEdit ? <HouseholdAccess householdId={household.id} door={displayDoor(household.door)} /> : null}
    </>
  )
}

function Phones({ household: { id, phonesMasked } }: { household: Household }) {
  const reveal = useWrite(revealPhone)
  return (
    <RevealedPhones
      masked={phonesMasked}
      revealing={reveal}
      onReveal={() => reveal.mutate({ params: { id }, body: { purpose: 'dial' } })}
    />
  )
}
