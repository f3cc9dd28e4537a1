import { ROLE_WORDS } from '../../actor.ts'
import { ANSWER_WORDS, NOTICE_TITLES } from '../agreements/contract.ts'
import { ABOUT_WORDS, CORRECTION_STATE_WORDS } from '../corrections/contract.ts'
import { displayDoor } from '../door.ts'
import { CAME_BY_WORDS, type HomeRequestState } from '../homes/contract.ts'
import { OCCUPANCY_WORDS } from '../ledger/contract.ts'
import { VERDICT_WORDS } from '../reconciliation/verdict.ts'
import { SOURCE_WORDS, type ReportState } from '../reports/contract.ts'
import type { OwnData, OwnHousehold, OwnReport } from './contract.ts'
import { joined, lasting, when, type OwnGroup, type OwnItem } from './own-group.ts'
import { callsGroup, testsGroup } from './sampling-words.ts'
import { carryingGroup } from './own-credentials.ts'
import { ordersGroup } from './order-words.ts'
import { paymentsGroup } from './payment-words.ts'
import { remindersGroup } from './reminder-words.ts'

/** A child is counted and named only where there was a need. */
const personWords = (name: string | null, ageGroup: 'adult' | 'child'): string =>
  ageGroup === 'adult' ? (name ?? '一位大人') : name === null ? '一个孩子' : `${name}（儿童）`

/** What goes when somebody deletes their account, in the words of the page that asks. */
export const DELETION_GOES = [
  '您的账号、登录用的手机号、微信绑定、各处的登录',
  '您关联的住户，您照看的人家，没有别人能作主时，您家同意的照看人',
  '您提过的申请和更正',
  '您自己上报里写的电话、备注和原话',
  '您拍的抗原试剂照片',
] as const

/** What stays and why, in the words of the page that asks. */
export const DELETION_STAYS = [
  '村里登记的门牌、人数、名字和电话：应急期间依法要留，不公开，应急结束后销毁。想改想去掉，先提更正',
  '群里接龙的原文和上报的人数：点名要对得上，加密保存，应急结束后销毁',
  '谁办过什么、谁看过电话的记录：只剩一个没有名字的编号',
] as const

/** What is held and not listed, and why, so that nobody takes the list for more than it is. */
export const NOT_LISTED = [
  '网格员入户时的工作备注：常写到别家的事，想知道请当面问网格员',
  '群里接龙的整段原文：有邻居的话，只列您家那一行',
  '楼栋的测绘资料：是房子的，不是人的',
] as const

const REQUEST_WORDS: Record<HomeRequestState, string> = {
  waiting: '等回音',
  confirmed: '同意了',
  refused: '没有同意',
  withdrawn: '收回了',
}
const REPORT_WORDS: Partial<Record<ReportState, string>> = { withdrawn: '已撤回', gone: '接龙里没有了' }

function accountGroup({ account }: OwnData, fullPhones: readonly string[]): OwnGroup {
  const phones = fullPhones.length > 0 ? fullPhones : account.phonesMasked
  const proved = account.phoneProvedAt === null ? '' : `${when(account.phoneProvedAt)} 用验证码确认过`
  return {
    key: 'account',
    title: '账号和登录',
    why: '登录用。手机号可以换，换新号要收验证码',
    items: [
      { title: account.displayName, note: `${when(account.createdAt)} 建的账号` },
      { title: '手机号', note: phones.length === 0 ? '没有' : joined([phones.join('、'), proved]) },
      {
        title: '微信',
        note: account.wechatBoundAt === null ? '没有绑定' : `${when(account.wechatBoundAt)} 绑定，只存一个打散的编号`,
      },
      ...(account.messagesLeft > 0 ? [{ title: '微信提醒', note: `您同意过，还能收 ${account.messagesLeft} 条` }] : []),
      ...(account.hasPassword ? [{ title: '密码', note: '只存打散后的，看不出原文' }] : []),
      ...(account.hasSecondFactor ? [{ title: '动态口令', note: '已设好，加密保存' }] : []),
      ...account.sessions.map(({ device, page, openedAt, usedAt }) => ({
        title: `登录：${device}${page === 'admin' ? '（管理端）' : ''}`,
        note: `${when(openedAt)} 登录，${when(usedAt)} 用过`,
      })),
    ],
    empty: '没有',
  }
}

function homesGroup({ bonds, households }: OwnData): OwnGroup {
  const mine = bonds.map((bond) => ({
    title: `${bond.proxy ? '照看' : '住在'} ${bond.door === null ? '以前的一户' : displayDoor(bond.door)}`,
    note: joined([bond.cameBy !== null && CAME_BY_WORDS[bond.cameBy], lasting(bond)]),
  }))
  const given = households.flatMap(({ door, proxies }) =>
    proxies.map(({ displayName, since }) => ({
      title: `${displayName} 照看您家`,
      note: `${displayDoor(door)}，${when(since)} 起`,
    })),
  )
  return {
    key: 'homes',
    title: '关联的住户和照看',
    why: '凭它替一户办事。在“我照看的”和今日页里可以收回',
    items: [...mine, ...given],
    empty: '没有关联住户',
  }
}

function householdItems(household: OwnHousehold): OwnItem[] {
  const { door, gridCode, headcount, occupancy, priority, phonesMasked, people, changes } = household
  const place = displayDoor(door)
  return [
    {
      title: place,
      note: joined([
        `${gridCode} 网格`,
        headcount === null ? '人数没登记' : `${headcount} 人`,
        OCCUPANCY_WORDS[occupancy],
        priority && '优先照顾',
      ]),
    },
    { title: `${place} 的电话`, note: phonesMasked.length === 0 ? '没登记' : phonesMasked.join('、') },
    {
      title: `${place} 的人`,
      note:
        people.length === 0
          ? '没有登记名字'
          : people.map(({ name, ageGroup }) => personWords(name, ageGroup)).join('、'),
    },
    ...changes.map(({ at, fields }) => ({
      title: `${when(at)} 改过`,
      note: fields
        .map(({ field, before, after }) =>
          before === '' ? `${field} ${after}` : `${field} ${before}→${after || '无'}`,
        )
        .join('，'),
    })),
  ]
}

const householdGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'household',
  title: '台账里我家',
  why: '网格员入户登记的，应急用。哪里不对，可以请网格员更正',
  items: households.flatMap(householdItems),
  empty: '没有关联自己家，看不到台账',
})

function reportItem(report: OwnReport): OwnItem {
  const { rollTitle, door, source, own, headcount, phonesMasked, remark, text, verdict, state, difference, at } = report
  return {
    title: joined([rollTitle, door === null ? '' : displayDoor(door)]),
    note: joined([
      when(at),
      own ? '自己报的' : SOURCE_WORDS[source],
      headcount === null ? '没写人数' : `${headcount} 人`,
      phonesMasked.join('、'),
      remark,
      text !== '' && `原话：${text}`,
      REPORT_WORDS[state] ?? VERDICT_WORDS[verdict],
      difference === 'open' && '网格员在核对',
    ]),
  }
}

const reportsGroup = ({ reports }: OwnData): OwnGroup => ({
  key: 'reports',
  title: '上报和接龙',
  why: '点名用。自己报的可以在上报页改或撤回；接龙只列您家那一行',
  items: reports.map(reportItem),
  empty: '还没有上报过',
})

const requestsGroup = ({ requests }: OwnData): OwnGroup => ({
  key: 'requests',
  title: '提过的申请',
  why: '认门牌、照看人家时写的',
  items: requests.map(({ text, proxy, phonesMasked, state, askedAt }) => ({
    title: `${proxy ? '照看' : '认门牌'}：${text}`,
    note: joined([when(askedAt), phonesMasked.join('、'), REQUEST_WORDS[state]]),
  })),
  empty: '没有提过',
})

const correctionsGroup = ({ corrections }: OwnData): OwnGroup => ({
  key: 'corrections',
  title: '请求更正',
  why: '您说台账哪里不对，网格员核实后改',
  items: corrections.map(({ about, text, state, reason, askedAt }) => ({
    title: `${ABOUT_WORDS[about]}：${text}`,
    note: joined([when(askedAt), CORRECTION_STATE_WORDS[state], reason]),
  })),
  empty: '没有提过更正',
})

const slipsGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'slips',
  title: '纸条',
  why: '门上纸条的8个字母只印在纸上，系统里没有',
  items: households.flatMap(({ door, slips }) =>
    slips.map(({ madeAt, expiresAt, usedAt, endedAt }) => ({
      title: `${displayDoor(door)} 的纸条`,
      note: joined([
        `${when(madeAt)} 印的`,
        usedAt === null ? '没用过' : `${when(usedAt)} 用过`,
        endedAt === null ? `${when(expiresAt)} 到期` : `${when(endedAt)} 作废`,
      ]),
    })),
  ),
  empty: '没有印过',
})

const looksGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'looks',
  title: '谁看过我家完整电话',
  why: '每看一次都有记录，只写职务',
  items: households.flatMap(({ door, looks }) =>
    looks.map(({ at, role }) => ({
      title: role === null ? '工作人员' : ROLE_WORDS[role],
      note: `${when(at)}，${displayDoor(door)}`,
    })),
  ),
  empty: '没有人看过',
})

const postsGroup = ({ posts }: OwnData): OwnGroup => ({
  key: 'posts',
  title: '担任的职务',
  why: '由专班或网格长派定和收回',
  items: posts.map((post) => ({
    title: joined([ROLE_WORDS[post.role], post.gridCode === null ? '全村' : `${post.gridCode} 网格`]),
    note: lasting(post),
  })),
  empty: '没有职务',
})

const agreementsGroup = ({ agreements }: OwnData): OwnGroup => ({
  key: 'agreements',
  title: '看过的告知书',
  why: '在“隐私与同意”里可以重看、可以收回',
  items: agreements.map(({ kind, version, answer, at }) => ({
    title: NOTICE_TITLES[kind],
    note: joined([`${when(at)} ${ANSWER_WORDS[answer]}`, `第${version}版`]),
  })),
  empty: '还没有看过',
})

/** What is held about a person in plain words. With their own numbers in full it is for them alone, else masked. */
export function ownDataGroups(data: OwnData, fullPhones: readonly string[] = []): OwnGroup[] {
  return [
    accountGroup(data, fullPhones),
    homesGroup(data),
    householdGroup(data),
    reportsGroup(data),
    correctionsGroup(data),
    requestsGroup(data),
    looksGroup(data),
    testsGroup(data),
    callsGroup(data),
    remindersGroup(data),
    ordersGroup(data),
    paymentsGroup(data),
    slipsGroup(data),
    agreementsGroup(data),
    ...(data.posts.length > 0 ? [postsGroup(data)] : []),
    ...(data.carrying.trainings.length + data.carrying.credentials.length > 0 ? [carryingGroup(data)] : []),
  ]
}
