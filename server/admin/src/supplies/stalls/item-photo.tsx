import { sendStallPhoto, stallPhotoAddress } from '@gezhong/shared/supplies/stalls/photos/contract'
import { useRef, useState } from 'react'
import { upload } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useActor } from '../../session/actor.ts'
import { Icon } from '../../ui/icon.tsx'
import { smallPhoto } from './small-photo.ts'

/** What a thing looks like, and the key to choose another photo or none. It is the stall's when that is saved. */
export function ItemPhoto({
  photoId,
  label,
  onPhoto,
}: {
  photoId: string | null
  label: string
  onPhoto: (photoId: string | null) => void
}) {
  const { communityId } = useActor()
  const field = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const send = async (file: File) => {
    setBusy(true)
    try {
      const id = newId()
      await upload(sendStallPhoto, await smallPhoto(file), {
        params: { id },
        idempotencyKey: id,
        onProgress: () => undefined,
      })
      onPhoto(id)
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="item-photo" aria-busy={busy}>
      <button
        type="button"
        className="item-photo-key"
        aria-label={photoId === null ? `选${label}的照片` : `换${label}的照片`}
        disabled={busy}
        onClick={() => field.current?.click()}
      >
        {photoId === null ? (
          <Icon name="plus" size={16} />
        ) : (
          <img src={stallPhotoAddress(communityId, photoId)} alt="" loading="lazy" decoding="async" />
        )}
      </button>
      {photoId === null ? null : (
        <button
          type="button"
          className="item-photo-none"
          aria-label={`不要${label}的照片`}
          onClick={() => onPhoto(null)}
        >
          <Icon name="close" size={10} />
        </button>
      )}
      <input
        ref={field}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        hidden
        aria-label={`${label}的照片`}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          // The same file may be chosen again after it went wrong.
          event.target.value = ''
          if (file !== undefined) void send(file)
        }}
      />
    </span>
  )
}
