import { ROLE_WORDS } from '@gezhong/shared/actor'
import { grantRole, listTeam, type Member } from '@gezhong/shared/grid/team/contract'
import { postsToGive } from '@gezhong/shared/grid/team/policy'
import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { instantOf } from '../../ui/local-moment.ts'
import { MomentField } from '../../ui/moment-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { useGrids } from '../use-grids.ts'
import { emptyPost, isPlaced, placeIn, PostFields } from './post-fields.tsx'

/** Gives one who is in the team already one more post. */
export function AppointDialog({ team, onClose }: { team: readonly Member[]; onClose: () => void }) {
  const [id] = useState(newId)
  const [accountId, setAccountId] = useState<string>()
  const [draft, setDraft] = useState(emptyPost(postsToGive(useActor())[0] ?? 'volunteer'))
  const appoint = useWrite(grantRole, [listTeam])
  const people = usePeople(team)
  const submit = () => {
    if (accountId === undefined) return
    const { role, from, until } = draft
    appoint.mutate(
      { body: { id, accountId, role, gridId: placeIn(draft), from: instantOf(from), until: instantOf(until) } },
      {
        onSuccess: (member) => {
          showToast({ text: `${member.displayName}任${ROLE_WORDS[member.role]}` })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title="给队员加一个身份"
      okText="任命"
      busy={appoint.isPending}
      ready={accountId !== undefined && isPlaced(draft)}
      error={appoint.error}
      onOk={submit}
      onClose={onClose}
    >
      <div className="field">
        <span>谁</span>
        <Select
          aria-label="谁"
          autoFocus
          placeholder="选择或输入姓名"
          value={accountId}
          onChange={setAccountId}
          showSearch={{ optionFilterProp: 'label' }}
          options={people}
        />
        <span className="field-help">还没在队伍里的人，请用“邀请”。</span>
      </div>
      <PostFields draft={draft} onChange={setDraft} />
      <MomentField
        label="从什么时候起"
        help="不填就是马上。"
        value={draft.from}
        onChange={(from) => setDraft({ ...draft, from })}
      />
      <MomentField
        label="到什么时候"
        help="不填就是长期。到时间自动失效，打开的页面也一样。"
        value={draft.until}
        onChange={(until) => setDraft({ ...draft, until })}
      />
    </Dialog>
  )
}

function usePeople(team: readonly Member[]) {
  const { titleOf } = useGrids()
  return useMemo(() => {
    const posts = new Map<string, { name: string; words: string[] }>()
    for (const { accountId, displayName, role, gridCode } of team) {
      const person = posts.get(accountId) ?? { name: displayName, words: [] }
      person.words.push(`${ROLE_WORDS[role]} ${gridCode === null ? '全村' : titleOf(gridCode)}`)
      posts.set(accountId, person)
    }
    return [...posts].map(([value, { name, words }]) => ({ value, label: `${name} · ${words.join('、')}` }))
  }, [team, titleOf])
}
