/** Reads what one picture shows; null when there is no code in it. */
export type ReadPicture = (video: HTMLVideoElement) => Promise<string | null>

/** Pixels of the longer side of what is looked at: twice as many take four times as long and find no more. */
const LONGEST = 1024

/** The picture as the reader wants it: small enough to be read many times a second. */
function drawn(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0 || videoHeight === 0) return null
  const share = Math.min(1, LONGEST / Math.max(videoWidth, videoHeight))
  const [width, height] = [Math.round(videoWidth * share), Math.round(videoHeight * share)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(video, 0, 0, width, height)
  return context?.getImageData(0, 0, width, height) ?? null
}

/** The reader's own code, a megabyte: beside our pages, under its checksum, so that it is fetched once (config/index.ts). */
const placeOf = (checksum: string) => `static/code-reader.${checksum.slice(0, 16)}.wasm`

/** Said in full and outside any async function, so that in WeChat, which reads by itself, nothing of it is packed. */
const readerCode = () =>
  process.env.TARO_ENV === 'h5'
    ? import(/* webpackChunkName: "code-reader" */ 'barcode-detector/ponyfill')
    : Promise.reject(new Error('WeChat reads codes by itself'))

async function load(): Promise<ReadPicture> {
  const reader = await readerCode()
  const locateFile = () => new URL(placeOf(reader.ZXING_WASM_SHA256), document.baseURI).href
  try {
    await reader.prepareZXingModule({ overrides: { locateFile }, fireImmediately: true })
  } catch (error) {
    reader.purgeZXingModule()
    throw error
  }
  const detector = new reader.BarcodeDetector({ formats: ['qr_code'] })
  const canvas = document.createElement('canvas')
  return async (video) => {
    const picture = drawn(video, canvas)
    if (picture === null) return null
    return (await detector.detect(picture)).find(({ rawValue }) => rawValue !== '')?.rawValue ?? null
  }
}

let loading: Promise<ReadPicture> | null = null

/** Fetched when it is first needed, and again where that failed: a page may ask ahead, while there is a network. */
export function codeReader(): Promise<ReadPicture> {
  loading ??= load().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}
