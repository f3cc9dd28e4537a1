/** Stands in for Taro in jest: a phone whose storage, network and dialler a test can look into. */
import { useEffect, useState } from 'react'

interface Request {
  url: string
  method: string
  header: Record<string, string>
  data?: string
}
type Answer = (request: Request) => { status: number; body: unknown } | null

export const phone = {
  storage: new Map<string, unknown>(),
  storageFull: false,
  /** So many letters fit under one name. */
  room: Infinity,
  requests: [] as Request[],
  answer: (() => null) as Answer,
  opened: [] as string[],
  dialled: [] as string[],
  clipboard: '',
  params: {} as Record<string, string>,
  scanned: null as string | null,
  brightness: 0.4,
  /** What the person answers when WeChat asks about messages; null: WeChat does not ask. */
  subscribing: null as 'accept' | 'reject' | null,
  askedToSubscribe: [] as string[][],
  /** What the camera gives: a path, nothing, or the guard's no. */
  photo: null as string | 'privacy' | null,
  sentFiles: [] as string[],
  /** Tells the page that the network went or came, once it listens. */
  network: ((_: { isConnected: boolean }) => undefined) as (now: { isConnected: boolean }) => void,
  passOn: null as ((asked: { target?: unknown }) => object) | null,
  reset() {
    this.storage.clear()
    this.storageFull = false
    this.room = Infinity
    this.requests = []
    this.answer = () => null
    this.opened = []
    this.dialled = []
    this.clipboard = ''
    this.params = {}
    this.scanned = null
    this.brightness = 0.4
    this.subscribing = null
    this.askedToSubscribe = []
    this.photo = null
    this.sentFiles = []
    this.passOn = null
  },
}

const open = ({ url }: { url: string }) => {
  phone.opened.push(url)
  return Promise.resolve()
}
let random = 0

const Taro = {
  getStorageSync: (key: string) => phone.storage.get(key) ?? '',
  setStorageSync(key: string, value: unknown) {
    if (phone.storageFull || JSON.stringify(value).length > phone.room) throw new Error('exceed max size')
    phone.storage.set(key, JSON.parse(JSON.stringify(value)))
  },
  removeStorageSync: (key: string) => void phone.storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...phone.storage.keys()] }),
  async request(options: Request) {
    phone.requests.push(options)
    const reply = phone.answer(options)
    if (reply === null) throw new Error('request:fail')
    return { statusCode: reply.status, data: JSON.stringify(reply.body) }
  },
  getRandomValues({ length, success }: { length: number; success: (result: { randomValues: ArrayBuffer }) => void }) {
    random += 1
    success({ randomValues: Uint8Array.from({ length }, (_, index) => (random * 31 + index * 7) % 256).buffer })
  },
  getAppBaseInfo: () => ({ fontSizeSetting: 16 }),
  getSystemInfoSync: () => ({ fontSizeSetting: 16 }),
  getNetworkType: async () => ({ networkType: 'wifi' }),
  onNetworkStatusChange: (tell: typeof phone.network) => void (phone.network = tell),
  getClipboardData: async () => ({ data: phone.clipboard }),
  setClipboardData: async () => undefined,
  makePhoneCall: async ({ phoneNumber }: { phoneNumber: string }) => void phone.dialled.push(phoneNumber),
  async requestSubscribeMessage({ tmplIds }: { tmplIds: string[] }) {
    phone.askedToSubscribe.push(tmplIds)
    if (phone.subscribing === null) throw new Error('requestSubscribeMessage:fail 20004')
    return { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(tmplIds.map((id) => [id, phone.subscribing])) }
  },
  async scanCode() {
    if (phone.scanned === null) throw new Error('scanCode:fail cancel')
    return { result: phone.scanned }
  },
  getScreenBrightness: async () => ({ value: phone.brightness }),
  setScreenBrightness: async ({ value }: { value: number }) => void (phone.brightness = value),
  async chooseMedia() {
    if (phone.photo === 'privacy') throw Object.assign(new Error('not agreed'), { errno: 104 })
    if (phone.photo === null) throw new Error('chooseMedia:fail cancel')
    return { tempFiles: [{ tempFilePath: phone.photo }] }
  },
  compressImage: async ({ src }: { src: string }) => ({ tempFilePath: src }),
  getFileSystemManager: () => ({
    saveFile: ({ success }: { success: (saved: { savedFilePath: string }) => void }) =>
      success({ savedFilePath: 'wxfile://saved/1' }),
    removeSavedFile: () => undefined,
  }),
  uploadFile(options: { url: string; header: Record<string, string> }) {
    const reply = phone.answer({ ...options, method: 'POST' })
    const done =
      reply === null
        ? Promise.reject(new Error('uploadFile:fail'))
        : Promise.resolve({ statusCode: reply.status, data: JSON.stringify(reply.body) })
    return Object.assign(done, { progress: (tell: (now: { progress: number }) => void) => tell({ progress: 50 }) })
  },
  showToast: async () => undefined,
  vibrateShort: async () => undefined,
  navigateTo: open,
  switchTab: open,
  reLaunch: open,
  navigateBack: async () => void phone.opened.push('back'),
  getCurrentPages: () => [{}, {}],
  stopPullDownRefresh: () => undefined,
  pageScrollTo: async () => undefined,
}

export default Taro
export const useRouter = () => ({ params: phone.params })
export const useShareAppMessage = (card: (asked: { target?: unknown }) => object) => {
  phone.passOn = card
}
export const usePullDownRefresh = () => undefined
export const useDidHide = () => undefined
export const useDidShow = (run: () => void) => {
  const [first] = useState(() => run)
  useEffect(() => first(), [first])
}
