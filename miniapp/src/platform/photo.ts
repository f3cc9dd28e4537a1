import Taro from '@tarojs/taro'
import { isPrivacyRefusal, PRIVACY_REFUSED } from './privacy.ts'
import { inBrowser } from './target.ts'

/*
 * A photo, small enough to travel over a village's network. What an image shows is a path in WeChat and an address with the
 * photo itself in it in a browser; both can be kept and sent later.
 */

export type PhotoFrom = 'camera' | 'album'

/** Pixels of its longer side: the lines of a cassette are clear, and it has some 200 kB. */
const CLEAR = 1600
const QUALITY = 0.8

/** The file that somebody chose in a browser; null when they chose none. */
function chosenFile(from: PhotoFrom): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/*'
  if (from === 'camera') input.setAttribute('capture', 'environment')
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

function shown(url: string): Promise<HTMLImageElement> {
  const image = document.createElement('img')
  return new Promise((resolve, reject) => {
    image.addEventListener('load', () => resolve(image))
    image.addEventListener('error', () => reject(new Error('not a photo')))
    image.src = url
  })
}

/** Drawn anew, so that place and time of taking are left behind on the phone already. */
async function drawnAnew(file: File, longest: number): Promise<string> {
  const url = URL.createObjectURL(file)
  try {
    const image = await shown(url)
    const share = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.naturalWidth * share))
    canvas.height = Math.max(1, Math.round(image.naturalHeight * share))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return canvas.toDataURL('image/jpeg', QUALITY)
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function inWeChat(from: PhotoFrom, longest: number): Promise<string | null> {
  const { tempFiles } = await Taro.chooseMedia({
    count: 1,
    mediaType: ['image'],
    sourceType: [from],
    sizeType: ['compressed'],
    camera: 'back',
  })
  const path = tempFiles[0]?.tempFilePath
  if (path === undefined) return null
  const { tempFilePath } = await Taro.compressImage({ src: path, quality: QUALITY * 100, compressedWidth: longest })
  return tempFilePath
}

/**
 * What an image shows, `PRIVACY_REFUSED`, or null when nothing was taken. Throws for what is no photo. `longest`: pixels of
 * its longer side.
 */
export async function takePhoto(
  from: PhotoFrom,
  longest: number = CLEAR,
): Promise<string | typeof PRIVACY_REFUSED | null> {
  if (inBrowser) {
    const file = await chosenFile(from)
    return file === null ? null : drawnAnew(file, longest)
  }
  try {
    return await inWeChat(from, longest)
  } catch (error) {
    return isPrivacyRefusal(error) ? PRIVACY_REFUSED : null
  }
}

/** Moves it to where WeChat does not clear it away; the same photo where that is not possible. */
export async function keepPhoto(photo: string): Promise<string> {
  if (inBrowser) return photo
  return new Promise((resolve) => {
    Taro.getFileSystemManager().saveFile({
      tempFilePath: photo,
      success: ({ savedFilePath }) => resolve(savedFilePath || photo),
      fail: () => resolve(photo),
    })
  })
}

/** It has arrived: the phone need not keep it. */
export function forgetPhoto(photo: string): void {
  if (inBrowser) return
  Taro.getFileSystemManager().removeSavedFile({ filePath: photo, fail: () => undefined })
}

/**
 * What an image shows of a photo that the server sent. WeChat hands no more than a quarter of a megabyte at a time to its
 * pages, so there it goes through a file, which whoever looks takes away afterwards by `forgetSeen`.
 */
export async function seen(name: string, kind: string, base64: string): Promise<string> {
  if (inBrowser) return `data:image/${kind};base64,${base64}`
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}.${kind}`
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: base64,
      encoding: 'base64',
      success: () => resolve(filePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}

export function forgetSeen(photo: string): void {
  if (inBrowser) return
  Taro.getFileSystemManager().unlink({ filePath: photo, fail: () => undefined })
}
