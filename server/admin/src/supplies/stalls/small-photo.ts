import { Refusal } from '@gezhong/shared/errors'
import { STALL_PHOTO_SIDE } from '@gezhong/shared/supplies/stalls/photos/contract'

const QUALITY = 0.8

const notAPhoto = () => new Refusal('unsupported-media', '这张打不开，请换一张 JPG、PNG 或 WebP 照片')

/** Drawn anew and small: place and time of taking stay behind on this computer. */
export async function smallPhoto(file: File): Promise<File> {
  const image = await createImageBitmap(file).catch(() => null)
  if (image === null) throw notAPhoto()
  const share = Math.min(1, STALL_PHOTO_SIDE / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * share))
  canvas.height = Math.max(1, Math.round(image.height * share))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  if (blob === null) throw notAPhoto()
  return new File([blob], 'photo.jpg', { type: 'image/jpeg' })
}
