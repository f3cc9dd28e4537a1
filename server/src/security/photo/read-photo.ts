import { Refusal } from '@gezhong/shared/errors'
import { PHOTO_MAX_BYTES, type PhotoKind } from '@gezhong/shared/photo'
import { noPhotoAtAll } from './bounds.ts'
import { cleanJpeg, isJpeg } from './jpeg.ts'
import { cleanPng, isPng } from './png.ts'
import { cleanWebp, isWebp } from './webp.ts'

/*
 * What somebody sent as a photo is believed by its content alone, never by its name. It is not decoded here: it is taken
 * apart, what does not belong to the picture (place and time of taking, comments, thumbnails, anything behind its end) is
 * left out, and how large it unfolds is bounded for those who look at it.
 */

export interface Photo {
  kind: PhotoKind
  bytes: Buffer
}

export function readPhoto(bytes: Buffer): Photo {
  if (bytes.length > PHOTO_MAX_BYTES) throw new Refusal('too-large', '照片超过5兆，请重新拍一张')
  if (isJpeg(bytes)) return { kind: 'jpeg', bytes: cleanJpeg(bytes) }
  if (isPng(bytes)) return { kind: 'png', bytes: cleanPng(bytes) }
  if (isWebp(bytes)) return { kind: 'webp', bytes: cleanWebp(bytes) }
  throw noPhotoAtAll()
}
