import Taro from '@tarojs/taro'
import { changing, useChanging } from './changing.ts'
import { inBrowser } from './target.ts'

/*
 * WeChat holds back what touches a person's data (number, camera, clipboard) until they have agreed to the privacy
 * guide, and leaves the asking to us. Whoever does not agree goes another way: nothing here may be the only one.
 */

type Resolve = Parameters<Parameters<typeof Taro.onNeedPrivacyAuthorization>[0]>[0]

/** WeChat looks whether the button of this id was really touched. */
export const AGREE_BUTTON = 'agree-privacy'

/** What waits for the person's answer; WeChat goes on with each as soon as it is told. */
const waiting = changing<readonly Resolve[]>([])
const guide = changing('《用户隐私保护指引》')

/** Old versions of WeChat ask by themselves, or not at all. */
export function watchPrivacy(): void {
  if (inBrowser || !Taro.canIUse('onNeedPrivacyAuthorization')) return
  Taro.onNeedPrivacyAuthorization((resolve) => {
    waiting.set([...waiting.get(), resolve])
    resolve({ event: 'exposureAuthorization' })
    Taro.getPrivacySetting({ success: ({ privacyContractName }) => guide.set(privacyContractName || guide.get()) })
  })
}

export const usePrivacyAsked = (): boolean => useChanging(waiting).length > 0

export const usePrivacyGuide = (): string => useChanging(guide)

export function answerPrivacy(agreed: boolean): void {
  const all = waiting.get()
  waiting.set([])
  for (const resolve of all) resolve(agreed ? { event: 'agree', buttonId: AGREE_BUTTON } : { event: 'disagree' })
}

/** WeChat's own page with the guide. */
export const showPrivacyGuide = (): void => Taro.openPrivacyContract()

/** WeChat gave nothing because of privacy: refused by the person (104), or not declared by the mini-program (112). */
export function isPrivacyRefusal(error: unknown): boolean {
  const { errno, errMsg = '' } = (error ?? {}) as { errno?: number; errMsg?: string }
  return errno === 104 || errno === 112 || /privacy (permission|agreement)/.test(errMsg)
}

/** Said by what reads something of the person's when it was not allowed to. */
export const PRIVACY_REFUSED = 'privacy-refused'
