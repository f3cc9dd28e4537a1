// WeChat's JavaScript world with nothing in it that WeChat does not have: no fetch, URL, TextEncoder, crypto,
// AbortController, no code from strings. What a page needs and does not find here, it would miss on a phone.
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import vm from 'node:vm'

const SET_DATA_LIMIT = 256 * 1024

/** Puts `root.cn.[2].v = x` into the data, as WeChat does. */
function assign(data, path, value) {
  const steps = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '')
  let at = data
  steps.slice(0, -1).forEach((step, index) => {
    at[step] ??= /^\d+$/.test(steps[index + 1]) ? [] : {}
    at = at[step]
  })
  at[steps.at(-1)] = value
}

/** What somebody sees on a page: all its text, in order. */
function words(node) {
  if (node === undefined || node === null) return ''
  const own = typeof node.v === 'string' ? node.v : ''
  return own + (node.cn ?? []).map(words).join('')
}

function* walk(node, above = []) {
  if (node === undefined || node === null) return
  yield { node, above }
  for (const child of node.cn ?? []) yield* walk(child, [...above, node])
}

const isNative = (node) =>
  ['getPhoneNumber', 'agreePrivacyAuthorization'].some((type) => Object.values(node).includes(type))

/**
 * WeChat's guard before what is private: it asks the mini-program, waits for its word, and believes an agreement only
 * after the button was touched. Off unless a check says that the person has not agreed yet.
 */
function openPrivacy(world) {
  const guard = { ask: null, touched: null }
  guard.gated = (name, result) => (options) => {
    const go = () => options.success?.({ errMsg: `${name}:ok`, ...result() })
    const no = () => options.fail?.({ errMsg: `${name}:fail privacy permission is not authorized`, errno: 104 })
    if (world.privacy !== 'not-agreed') return go()
    guard.ask(({ event, buttonId }) => {
      if (event === 'exposureAuthorization') return
      if (event !== 'agree') return no()
      if (buttonId !== guard.touched) return complainOf(world, 'agreed without a touch of the button')
      world.privacy = 'agreed'
      go()
    })
  }
  return guard
}

const complainOf = (world, said) => void world.complaints.push(said)

export function openWorld(dist, answer) {
  const world = {
    requests: [],
    opened: [],
    complaints: [],
    largestSetData: 0,
    brightness: 0.5,
    storage: new Map(),
    timers: new Set(),
  }
  const privacy = openPrivacy(world)
  let app = null
  let declared = null
  const stack = []

  const complain = (...said) => world.complaints.push(said.map((each) => each?.stack ?? String(each)).join(' '))
  const later = (start, stop) => ({
    start: (run, ms, ...rest) => {
      const timer = start(run, ms, ...rest)
      world.timers.add([stop, timer])
      return timer
    },
    stop,
  })
  const timeout = later(setTimeout, clearTimeout)
  const interval = later(setInterval, clearInterval)
  const open = (kind) => (options) => {
    world.opened.push({ kind, url: options.url })
    options.success?.({ errMsg: `${kind}:ok` })
    options.complete?.({ errMsg: `${kind}:ok` })
  }
  const answering = (value) => (options) => {
    options?.success?.(value)
    options?.complete?.(value)
  }
  const system = { platform: 'devtools', SDKVersion: '3.8.0', fontSizeSetting: 16, windowWidth: 390, windowHeight: 780 }
  const wx = {
    canIUse: () => true,
    getSystemInfoSync: () => system,
    getSystemInfo: answering(system),
    getWindowInfo: () => system,
    getDeviceInfo: () => system,
    getAppBaseInfo: () => system,
    getSystemSetting: () => ({}),
    getAppAuthorizeSetting: () => ({}),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getMenuButtonBoundingClientRect: () => ({ top: 24, height: 32, width: 87 }),
    getNetworkType: answering({ networkType: 'wifi' }),
    onNetworkStatusChange: (listener) => {
      world.network = listener
    },
    getStorageSync: (key) => world.storage.get(key) ?? '',
    setStorageSync: (key, value) => void world.storage.set(key, structuredClone(value)),
    removeStorageSync: (key) => void world.storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...world.storage.keys()], currentSize: 1, limitSize: 10240 }),
    getRandomValues: ({ length, success }) =>
      success({
        randomValues: Uint8Array.from({ length }, (_, index) => (index * 37 + world.requests.length) % 256).buffer,
      }),
    onNeedPrivacyAuthorization: (listener) => {
      privacy.ask = listener
    },
    getPrivacySetting: answering({ needAuthorization: true, privacyContractName: '《格中隐私保护指引》' }),
    openPrivacyContract: (options) => {
      world.opened.push({ kind: 'openPrivacyContract' })
      options?.success?.({})
    },
    getClipboardData: privacy.gated('getClipboardData', () => ({ data: world.clipboard ?? '' })),
    scanCode: privacy.gated('scanCode', () => ({ result: world.scanned ?? '' })),
    login: answering({ code: 'login-code' }),
    setClipboardData: (options) => {
      world.clipboard = options.data
      options.success?.({})
      options.complete?.({})
    },
    vibrateShort: answering({}),
    vibrateLong: answering({}),
    getScreenBrightness: answering({ value: world.brightness }),
    setScreenBrightness: (options) => {
      world.brightness = options.value
      options.success?.({})
      options.complete?.({})
    },
    showToast: (options) => {
      world.toasts = [...(world.toasts ?? []), options.title]
      options.success?.({})
    },
    makePhoneCall: (options) => {
      world.dialled = options.phoneNumber
      options.success?.({})
    },
    stopPullDownRefresh: answering({}),
    pageScrollTo: answering({}),
    navigateTo: open('navigateTo'),
    redirectTo: open('redirectTo'),
    reLaunch: open('reLaunch'),
    switchTab: open('switchTab'),
    navigateBack: open('navigateBack'),
    nextTick: (run) => void timeout.start(run, 0),
    request: (options) => {
      const request = { method: options.method ?? 'GET', url: options.url, header: options.header, data: options.data }
      world.requests.push(request)
      const task = { abort() {}, onHeadersReceived() {}, offHeadersReceived() {}, onChunkReceived() {} }
      timeout.start(() => {
        const reply = answer(request)
        if (reply === null) options.fail?.({ errMsg: 'request:fail' })
        else options.success?.({ statusCode: reply.status, data: JSON.stringify(reply.body), header: {} })
        options.complete?.({})
      }, 0)
      return task
    },
  }
  const globals = {
    wx,
    App: (config) => {
      app = config
    },
    Page: (config) => {
      declared = config
    },
    Component: (config) => {
      declared = config
    },
    Behavior: (config) => config,
    getApp: () => app,
    getCurrentPages: () => stack,
    console: { log() {}, info() {}, debug() {}, warn: complain, error: complain },
    setTimeout: timeout.start,
    clearTimeout: timeout.stop,
    setInterval: interval.start,
    clearInterval: interval.stop,
  }
  const context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } })
  vm.runInContext('delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer', context)

  const loaded = new Map()
  const requireFile = (file) => {
    if (loaded.has(file)) return loaded.get(file).exports
    const module = { exports: {} }
    loaded.set(file, module)
    const wrapped = `(function (require, module, exports) {${readFileSync(join(dist, file), 'utf8')}\n})`
    const near = (name) => requireFile(posix.join(posix.dirname(file), name.endsWith('.js') ? name : `${name}.js`))
    vm.runInContext(wrapped, context, { filename: file })(near, module, module.exports)
    return module.exports
  }

  world.launch = () => {
    requireFile('app.js')
    app.onLaunch?.({ path: '', query: {}, scene: 1001 })
    app.onShow?.({ path: '', query: {}, scene: 1001 })
  }

  /** Opens a page as WeChat would, and returns it with eyes and a finger. */
  world.openPage = (path, query = {}) => {
    declared = null
    loaded.delete(`${path}.js`)
    requireFile(`${path}.js`)
    const page = Object.assign(Object.create(null), declared, { route: path, options: query })
    page.data = structuredClone(declared.data ?? {})
    page.setData = (changes, done) => {
      const size = JSON.stringify(changes).length
      world.largestSetData = Math.max(world.largestSetData, size)
      if (size > SET_DATA_LIMIT) complain(`setData of ${size} bytes on ${path}`)
      for (const [key, value] of Object.entries(changes)) assign(page.data, key, structuredClone(value))
      done?.()
    }
    stack.splice(0, stack.length, page)
    page.onLoad(query)
    page.onShow?.()
    page.onReady?.()
    const fire = (node, type, detail = {}) => {
      const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid } }
      page.eh({ type, detail, target, currentTarget: target, mark: {}, timeStamp: 0 })
    }
    const answeringTo = (node) => {
      const answer = (detail) => fire(node, 'getphonenumber', detail)
      return { success: answer, fail: answer }
    }
    const find = (test) => [...walk(page.data.root)].find(({ node, above }) => test(node, above))
    return {
      data: page.data,
      words: () => words(page.data.root),
      /** Touches what carries this text or label: the nearest control around it. */
      tap(text) {
        const all = [...walk(page.data.root)]
        // What says just this comes before what also says it: 同意 is not 暂不同意.
        const hit =
          all.findLast(({ node }) => words(node) === text) ??
          all.findLast(({ node }) => words(node).includes(text) || Object.values(node).includes(text))
        if (hit === undefined) throw new Error(`nothing says “${text}” on ${path}: ${words(page.data.root)}`)
        for (const node of [hit.node, ...hit.above.toReversed()]) {
          if (['button', 'link', 'switch', 'radio'].some((role) => Object.values(node).includes(role)))
            return fire(node, 'tap')
        }
        throw new Error(`“${text}” on ${path} is no control`)
      },
      /** Touches a button of WeChat's own, by the id that the page gave it or the words on it. */
      touch(name) {
        const hit = find((node) => node.uid === name || (isNative(node) && words(node) === name))
        if (hit === undefined) throw new Error(`no button of WeChat is called “${name}” on ${path}`)
        privacy.touched = hit.node.uid
        if (Object.values(hit.node).includes('agreePrivacyAuthorization')) fire(hit.node, 'agreeprivacyauthorization')
        else privacy.gated('getPhoneNumber', () => ({ code: 'phone-code' }))(answeringTo(hit.node))
      },
      /** Types into the input or text box that carries this label. */
      type(label, value) {
        const hit = find((node) => 'sid' in node && Object.values(node).includes(label) && node.cn?.length === 0)
        if (hit === undefined) throw new Error(`no box is called “${label}” on ${path}`)
        fire(hit.node, 'input', { value })
      },
      /** Passes the page on: from the menu, or by the button that says this. */
      passOn(text) {
        if (text === undefined) return page.onShareAppMessage({ from: 'menu' })
        const share = find((node) => Object.values(node).includes('share') && words(node).includes(text))
        if (share === undefined) throw new Error(`no share button says “${text}” on ${path}`)
        const { uid, sid } = share.node
        return page.onShareAppMessage({ from: 'button', target: { id: uid ?? sid, dataset: {} } })
      },
      close: () => page.onUnload?.(),
    }
  }

  world.end = () => {
    for (const [stop, timer] of world.timers) stop(timer)
  }
  return world
}

/** Waits until it is so; the name says what was waited for when it never was. */
export async function until(name, test, ms = 15_000) {
  const end = Date.now() + ms
  while (Date.now() < end) {
    if (test()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`never: ${name}`)
}
