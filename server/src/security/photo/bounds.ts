import { Refusal } from '@gezhong/shared/errors'

/** A small file can unfold into gigabytes: whoever looks at it would pay. A phone's 24 megapixels pass. */
const LONGEST_SIDE = 8192
const MOST_PIXELS = 25_000_000
/** Smaller, nothing on it can be told apart. */
const SHORTEST_SIDE = 64

export const broken = () => new Refusal('file-unreadable', '这张照片坏了或没传完整，请重新拍一张')
export const noPhotoAtAll = () => new Refusal('unsupported-media', '请直接拍照，或选一张 JPG、PNG、WebP 照片')

export function checkSize(width: number, height: number): void {
  if (width < SHORTEST_SIDE || height < SHORTEST_SIDE)
    throw new Refusal('file-unreadable', '这张照片太小，看不清楚，请重新拍一张')
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS)
    throw new Refusal('too-large', '这张照片的尺寸太大，请重新拍一张普通大小的')
}
