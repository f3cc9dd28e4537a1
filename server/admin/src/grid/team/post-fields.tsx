import { ROLE_WORDS, type Role } from '@gezhong/shared/actor'
import { canAppoint, postsToGive, type Post } from '@gezhong/shared/grid/team/policy'
import { Select } from 'antd'
import { useCallback } from 'react'
import { useActor } from '../../session/actor.ts'
import { GridSelect } from '../grid-select.tsx'

/** What somebody is to be, and where. */
export interface PostDraft {
  role: Post
  /** Empty: not chosen, or the whole community. */
  gridId: string
  /** As the field of a date and time holds it; empty is without an end. */
  from: string
  until: string
}

export const emptyPost = (role: Post): PostDraft => ({ role, gridId: '', from: '', until: '' })

export const isPlaced = ({ role, gridId }: PostDraft): boolean => role === 'command-post' || gridId !== ''

export const placeIn = ({ role, gridId }: PostDraft): string | null => (role === 'command-post' ? null : gridId)

export function PostFields({ draft, onChange }: { draft: PostDraft; onChange: (draft: PostDraft) => void }) {
  const actor = useActor()
  return (
    <>
      <div className="field">
        <span>身份</span>
        <Select<Post>
          aria-label="身份"
          value={draft.role}
          onChange={(role) => onChange({ ...draft, role })}
          options={postsToGive(actor).map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
        />
      </div>
      <PlaceField role={draft.role} value={draft.gridId} onChange={(gridId) => onChange({ ...draft, gridId })} />
    </>
  )
}

export function PlaceField({
  role,
  value,
  onChange,
}: {
  role: Role
  value: string
  onChange: (gridId: string) => void
}) {
  const actor = useActor()
  const may = useCallback((code: string) => canAppoint(actor, role, code), [actor, role])
  return (
    <div className="field">
      <span>负责范围</span>
      {role === 'command-post' ? (
        <span className="field-help">全村。第一次登录时要设置动态口令。</span>
      ) : (
        <GridSelect value={value} onChange={onChange} all={null} width="100%" only={may} />
      )}
    </div>
  )
}
