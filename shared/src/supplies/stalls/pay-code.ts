import { z } from 'zod'

/** What WeChat, Alipay, UnionPay and those who collect for shops write into the codes that they pay by. */
const PAYS = /^(?:wxp|weixin|alipays?|https):\/\/[\x21-\x7e]+$/i

export const NO_PAY_CODE = '这不是收款码，请换一张微信、支付宝或云闪付的收款码'

/** What the collector's own code for transfers says; shown as a code again, it pays the same person. At most 500 signs. */
export const PayCode = z.string().trim().max(500, NO_PAY_CODE).regex(PAYS, NO_PAY_CODE)

/** What a scanned text is as a collector's code; null where it is none. */
export const readPayCode = (text: string): string | null => PayCode.safeParse(text).data ?? null
