/** True in a browser, false inside WeChat; decided when building. */
export const inBrowser = process.env.TARO_ENV === 'h5'
