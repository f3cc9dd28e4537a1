import { z } from 'zod'

interface ErrorKind {
  status: number
  /** What a resident or worker reads: what happened and what to do next. */
  message: string
}

/** Every refusal the API can give. The code is stable; the message is for people. */
export const ERRORS = {
  'not-signed-in': { status: 401, message: '登录已失效，请重新登录' },
  'wrong-name-or-password': { status: 401, message: '姓名或密码不对，请再试一次' },
  'wrong-password': { status: 401, message: '密码不对，请再试一次' },
  'weak-password': { status: 422, message: '这个密码太容易猜到，请换一个' },
  locked: { status: 423, message: '有一阵没有操作，页面已锁上，请解锁后继续' },
  'not-allowed': { status: 403, message: '您没有办理这件事的权限，请联系网格长' },
  'not-found': { status: 404, message: '没有找到，可能已被删除或不在您的网格内' },
  'not-valid': { status: 400, message: '填写的内容有误，请检查后再提交' },
  'too-large': { status: 413, message: '内容太大了，请分几次提交' },
  'text-too-slow': { status: 413, message: '这段文字太长太乱，一时读不完，请分几次粘贴' },
  'too-many-requests': { status: 429, message: '操作太频繁，请稍等一会儿再试' },
  'too-many-reveals': { status: 429, message: '这一小时看的电话太多，已请专班过目，他们点过“知道了”就能接着打' },
  'unsupported-media': { status: 415, message: '不支持这种格式' },
  'changed-meanwhile': { status: 409, message: '刚才有人改过这条记录，请刷新后再试' },
  'key-reused': { status: 422, message: '这次提交与先前的编号重复但内容不同，请刷新后重试' },
  'id-taken': { status: 409, message: '编号已被占用，请刷新后重试' },
  'already-there': { status: 409, message: '已经有了，不用重复添加' },
  'still-in-use': { status: 409, message: '还有其他记录在用它，不能这样改' },
  'roll-closed': { status: 409, message: '这次点名已经结束，请联系网格员' },
  'not-asked': { status: 409, message: '这次点名不问这个网格，请换一次点名' },
  'undo-blocked': { status: 409, message: '后来又有改动，不能撤销这一步' },
  'already-undone': { status: 409, message: '这一步已经撤销过了' },
  'not-trained': { status: 409, message: '还没有这个岗位的培训记录，培训过先记一笔，再发证' },
  'already-settled': { status: 409, message: '这件事已经有人处理了' },
  'held-by-another': { status: 409, message: '这一户别人正在打，请先打下一户' },
  'wrong-decision': { status: 422, message: '这种差异不能这样处理' },
  'line-unreadable': { status: 422, message: '没看懂这句话，请写“门牌号+人数+电话”，例如：中区32号 3人 138…' },
  'door-differs': { status: 422, message: '写的门牌不是这一户，请检查' },
  'file-unreadable': { status: 422, message: '这个文件读不了，请另存为 .xlsx 或 .csv 再上传' },
  'import-state': { status: 409, message: '这批导入现在不能做这一步，请刷新看看进度' },
  'wechat-code': { status: 401, message: '微信登录没有成功，请再点一次' },
  'wechat-blocked': { status: 403, message: '微信暂时不让这个账号登录，请用短信验证码，或请网格员替您上报' },
  'wechat-away': { status: 503, message: '微信那边没有回应，请过一会儿再试，或用短信、纸条登录' },
  'text-refused': {
    status: 422,
    message: '没有发出去：微信说这段话里有不合适的内容。请改一改再发，或打电话告诉网格员',
  },
  'sms-away': { status: 503, message: '短信现在发不出去，请用纸条进入，或过一会儿再试' },
  'sms-used-up': { status: 429, message: '今天能发的短信不够了，请打电话，或分网格发' },
  'no-channel': { status: 409, message: '这户没有能收短信的号码，也没在微信里订提醒，请打座机或上门' },
  'reminded-lately': { status: 409, message: '这户两小时内已经提醒过了，请等一等或打电话' },
  'wrong-slip': { status: 401, message: '这张纸条用不了：请对一下8个字母，或请网格员换一张' },
  'nothing-to-print': { status: 409, message: '这些门牌都有没过期的纸条了，要换新的请选“全部重印”' },
  'pages-nowhere': {
    status: 409,
    message: '还没有定好居民用的网址，印出来的二维码会打不开：请管服务器的人设置 PUBLIC_URL，再来印',
  },
  'wrong-sms-code': { status: 401, message: '验证码不对或已经过期，请看清短信再填，或重新获取' },
  'notice-outdated': { status: 409, message: '告知书刚换了新的，请重新打开看一遍再定' },
  'privacy-not-agreed': {
    status: 403,
    message: '您还没有同意个人信息告知书，不能在网上自己报；可以请网格员替您报，买菜、求助都照常',
  },
  'test-status-not-agreed': {
    status: 403,
    message: '您没有同意登记检测情况，不能在网上自己报；网格员会当面登记，别的都照常',
  },
  'second-factor-needed': { status: 403, message: '请先填动态口令，再继续' },
  'wrong-second-factor': { status: 401, message: '动态口令不对，每个只能用一次，请等下一个再填' },
  'has-post': { status: 409, message: '您还担任着职务，账号不能删。请先让专班收回职务，再来删除' },
  'invitation-gone': { status: 404, message: '这个邀请用过了、过期了或被收回了，请找邀请您的人再发一个' },
  'stall-shut': { status: 409, message: '这个菜吧现在不卖了，请问网格员' },
  'not-closed': { status: 409, message: '还没截止，先等截止或提前截止，再办这一步' },
  'in-another-run': { status: 409, message: '有的袋子已经在别人那一趟里了，请刷新看看' },
  'not-a-carrier': { status: 409, message: '他在这个网格没有能送菜的岗位或证件，请换一个人' },
  'held-elsewhere': { status: 409, message: '这一趟在另一部手机上，要换到这部来送，请点“换到这部手机”' },
  'past-cut-off': { status: 409, message: '已经过了截止时间，不能再订或改了；要改请打电话给网格员' },
  'not-enough': { status: 409, message: '有的菜不够了，请少订一些或换一样' },
  'over-limit': { status: 422, message: '超过了每户限量，请减一些' },
  'not-sold': { status: 409, message: '有的菜已经下架了，请去掉再下单' },
  uneven: { status: 422, message: '有的菜不能订这个数，请按起卖的份量订' },
  'price-changed': { status: 409, message: '有的菜价钱变了，请看过新价再下单' },
  'too-little': { status: 409, message: '邻居已经订走的比这个数多，不能改得更少' },
  'far-off': { status: 409, message: '称出来和该给的差得多，请再称一次；没称错就再按一次“没错”' },
  'paper-narrow': { status: 422, message: '纸太窄，二维码印上去扫不出来，请换宽一点的纸' },
  busy: { status: 503, message: '用的人太多，系统忙不过来，请过几秒再试' },
  starting: { status: 503, message: '系统正在启动，请稍后再试' },
  inside: { status: 500, message: '系统出了点问题，您填的内容还在，请稍后再试' },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof ERRORS
export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])

/** An error on the wire: RFC 9457 problem details. `title` is the Chinese sentence, `fields` names what is wrong. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: ErrorCode,
  detail: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>

/** A refusal with its code; anything else thrown is a fault of ours and tells nothing outside. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly fields: Problem['fields']

  constructor(code: ErrorCode, detail?: string, fields?: Problem['fields']) {
    super(detail ?? ERRORS[code].message)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
    this.fields = fields
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  toProblem(): Problem {
    const { status, message } = ERRORS[this.code]
    const problem: Problem = { type: `urn:gezhong:${this.code}`, title: message, status, code: this.code }
    if (this.detail !== undefined) problem.detail = this.detail
    if (this.fields !== undefined) problem.fields = this.fields
    return problem
  }
}
