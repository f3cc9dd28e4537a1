import Taro from '@tarojs/taro'

/**
 * WeChat asks whether a message of each template may be sent, once. Only from a tap. Its answer by template; nothing where it
 * did not ask at all, as when the person has switched messages off.
 */
export async function askToSubscribe(templateIds: readonly string[]): Promise<Record<string, unknown>> {
  try {
    // The second list is another platform's name for the first.
    return { ...(await Taro.requestSubscribeMessage({ tmplIds: [...templateIds], entityIds: [] })) }
  } catch {
    return {}
  }
}
