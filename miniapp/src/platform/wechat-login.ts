import Taro from '@tarojs/taro'

/** The code by which the server asks WeChat who this is; null when WeChat did not give one. */
export async function weChatLoginCode(): Promise<string | null> {
  try {
    const { code } = await Taro.login()
    return code === '' ? null : code
  } catch {
    return null
  }
}
