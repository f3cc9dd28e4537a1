import { inviteStaff, listInvitations } from '@gezhong/shared/grid/invitations/contract'
import { postsToGive } from '@gezhong/shared/grid/team/policy'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { instantOf } from '../../ui/local-moment.ts'
import { MomentField } from '../../ui/moment-field.tsx'
import type { MadeLink } from './link-dialog.tsx'
import { emptyPost, isPlaced, placeIn, PostFields } from './post-fields.tsx'

/** Asks somebody new to take a post; what comes of it is a link to send on. */
export function InviteDialog({ onMade, onClose }: { onMade: (made: MadeLink) => void; onClose: () => void }) {
  const nameId = useId()
  const [id] = useState(newId)
  const [displayName, setDisplayName] = useState('')
  const [draft, setDraft] = useState(emptyPost(postsToGive(useActor())[0] ?? 'volunteer'))
  const invite = useWrite(inviteStaff, [listInvitations])
  const submit = () =>
    invite.mutate(
      {
        body: {
          id,
          displayName: displayName.trim(),
          role: draft.role,
          gridId: placeIn(draft),
          until: instantOf(draft.until),
        },
      },
      { onSuccess: onMade },
    )
  return (
    <Dialog
      title="邀请新队员"
      okText="生成链接"
      busy={invite.isPending}
      ready={displayName.trim() !== '' && isPlaced(draft)}
      error={invite.error}
      onOk={submit}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={nameId}>姓名</label>
        <Input
          id={nameId}
          autoFocus
          value={displayName}
          maxLength={40}
          placeholder="真实姓名，名单上就这么写"
          onChange={(event) => setDisplayName(event.target.value)}
        />
      </div>
      <PostFields draft={draft} onChange={setDraft} />
      <MomentField
        label="任到什么时候"
        help="不填就是长期。"
        value={draft.until}
        onChange={(until) => setDraft({ ...draft, until })}
      />
    </Dialog>
  )
}
