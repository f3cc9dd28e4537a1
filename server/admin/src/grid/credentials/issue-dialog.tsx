import {
  CARRYING_POST_WORDS,
  CarryingPost,
  issueCredential,
  listCredentials,
  MOST_AREAS,
  type Carrier,
} from '@gezhong/shared/grid/credentials/contract'
import { canIssue, carriesIn } from '@gezhong/shared/grid/credentials/policy'
import { Input, Select } from 'antd'
import { useId, useMemo, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { useGrids } from '../use-grids.ts'

const TERM_DAYS = 14

const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** A credential for a post that somebody was trained for, in grids where they have a post. */
export function IssueDialog({ carrier, today, onClose }: { carrier: Carrier; today: string; onClose: () => void }) {
  const { accountId, displayName, posts, trainings } = carrier
  const actor = useActor()
  const { byId, titleOf } = useGrids()
  const fields = useId()
  const [id] = useState(() => newId())
  const trained = CarryingPost.options.filter((post) => trainings.some((one) => one.post === post))
  const [post, setPost] = useState<CarryingPost>(trained[0] ?? 'volunteer')
  const own = posts.flatMap(({ gridId }) => gridId ?? [])
  const [gridIds, setGridIds] = useState<readonly string[]>(own.slice(0, 1))
  const [validFrom, setFrom] = useState(today)
  const [validUntil, setUntil] = useState(later(today, TERM_DAYS))
  const issue = useWrite(issueCredential, [listCredentials])
  const options = useMemo(() => {
    const holder = { grants: posts.map((one) => ({ ...one, id: accountId, householdId: null, proxy: false })) }
    return [...byId.values()]
      .filter(({ code }) => carriesIn(holder, code) && canIssue(actor, code))
      .map((grid) => ({ value: grid.id, label: titleOf(grid.code) }))
  }, [byId, posts, accountId, actor, titleOf])
  const submit = () =>
    issue.mutate(
      { body: { id, accountId, post, gridIds: [...gridIds], validFrom, validUntil } },
      {
        onSuccess: ({ serial }) => {
          showToast({ text: `发了 ${serial}，勾上可以打印` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`给${displayName}发证`}
      okText="发证"
      busy={issue.isPending}
      ready={gridIds.length > 0 && validFrom !== '' && validUntil >= validFrom}
      error={issue.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>一人一证，只在选的网格内有效。证件在本人手机“我的证件”里，也可以打印。</p>
      <div className="row" role="group" aria-label="岗位">
        {trained.map((one) => (
          <Chip
            key={one}
            isOn={post === one}
            onClick={() => {
              setPost(one)
              if (one === 'volunteer') setGridIds(gridIds.slice(0, 1))
            }}
          >
            {CARRYING_POST_WORDS[one]}
          </Chip>
        ))}
      </div>
      <div className="field">
        <label htmlFor={`${fields}-grids`}>{post === 'volunteer' ? '哪个网格' : '哪些网格（他们的路线）'}</label>
        {post === 'volunteer' ? (
          <Select
            id={`${fields}-grids`}
            value={gridIds[0]}
            onChange={(one) => setGridIds([one])}
            options={options}
            showSearch={{ optionFilterProp: 'label' }}
          />
        ) : (
          <Select
            id={`${fields}-grids`}
            mode="multiple"
            maxCount={MOST_AREAS}
            value={[...gridIds]}
            onChange={setGridIds}
            options={options}
            showSearch={{ optionFilterProp: 'label' }}
          />
        )}
      </div>
      <div className="row">
        <div className="field">
          <label htmlFor={`${fields}-from`}>从哪天</label>
          <Input
            id={`${fields}-from`}
            type="date"
            value={validFrom}
            onChange={(event) => setFrom(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${fields}-until`}>到哪天</label>
          <Input
            id={`${fields}-until`}
            type="date"
            value={validUntil}
            min={validFrom}
            onChange={(event) => setUntil(event.target.value)}
          />
        </div>
      </div>
    </Dialog>
  )
}
