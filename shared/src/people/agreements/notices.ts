import { NOTICE_TITLES, type Notice, type NoticeKind, type Office } from './contract.ts'

/*
 * What people are told before they agree (个人信息保护法 arts. 17, 29, 30, 31, 47; 突发事件应对法 art. 85). A sentence that
 * comes to mean something else makes a new version, and everybody is asked again; a slip of the pen does not.
 */

/** What of a notice is the same for every community. */
type Text = (communityName: string, office: Office) => Omit<Notice, 'kind'>

function whomToAsk(communityName: string, { place, officePhone }: Office): string {
  if (place === '' && officePhone === '') return `有事问您的网格员，或${communityName}专班。`
  const phone = officePhone === '' ? '' : `，电话 ${officePhone}`
  return `有事问您的网格员，或到${place === '' ? `${communityName}专班` : place}${phone}。`
}

const privacy: Text = (communityName, office) => ({
  version: 1,
  day: '2026-11-26',
  title: NOTICE_TITLES.privacy,
  parts: [
    {
      heading: '谁在管',
      lines: [`您的信息由${communityName}管，经手的是专班和网格员。`, whomToAsk(communityName, office)],
    },
    {
      heading: '记些什么',
      lines: [
        '您家的门牌号、住几个人、联系电话，还有您写的说明。',
        '登录用的手机号或微信，只用来认出是您。',
        '不收身份证号。',
        '不满14岁的孩子只记人数，不记名字。看病、用药这些非记不可的，先要监护人同意。',
      ],
    },
    {
      heading: '为什么要记',
      lines: ['封控的时候，知道哪户还有人没报，把菜送到门口，有急事找得到您。', '不做别的用，不给商家。'],
    },
    {
      heading: '谁看得到',
      lines: [
        '您家自己人，和您家同意照看的人。',
        '您这一片的网格员、网格长和中心户，还有村里的专班。',
        '邻居只看得到打了星号的。',
        '完整电话每看一次都有记录。',
        '从微信进来的，您写的说明先遮住号码，再交给微信查有没有违规的话。',
      ],
    },
    {
      heading: '存多久',
      lines: ['应急一结束就销毁，备份也销毁。', '只留没有门牌、没有名字的总数。'],
    },
    {
      heading: '您可以',
      lines: [
        '看自己的信息，改错，要一份带走，要求删掉：都在“我的”里的“我的数据”，也可以找网格员办。',
        '随时收回同意：“我的”→“隐私与同意”，马上生效。',
        '觉得不对，可以向上级投诉。',
      ],
    },
  ],
  stops: '不同意，您就不能在网上自己上报。',
  goesOn: '买菜、送菜、求助都照常。上报可以请网格员、中心户替您报，写在群接龙里，或用门上的纸条。',
  withdrawing:
    '您以前自己报的电话、说明和自测照片马上抹掉，报过的人数留着，免得又来敲您的门。群接龙里写过的是大家的记录，封存着。',
})

const testStatus: Text = (communityName, office) => ({
  version: 2,
  day: '2026-11-26',
  title: NOTICE_TITLES['test-status'],
  parts: [
    {
      heading: '为什么要单独问您',
      lines: ['做没做核酸、抗原，结果怎样，是健康方面的敏感信息。', '所以不跟别的混在一起，单独问您一次。'],
    },
    {
      heading: '谁在管',
      lines: [`由${communityName}管，经手的是专班和网格员。`, whomToAsk(communityName, office)],
    },
    {
      heading: '记些什么',
      lines: [
        '您家这一轮有几个人做了检测，是您自己报的。',
        '做抗原自测的，还有结果和试剂的照片。照片里的地点和时间先去掉，加密存放。',
      ],
    },
    {
      heading: '为什么非记不可',
      lines: ['看哪户还有人没做，好去通知、上门，一个人也不漏下。', '被别人知道了可能让您为难，所以看得到的人很少。'],
    },
    {
      heading: '谁看得到',
      lines: [
        '您家自己人、您家同意照看的人。',
        '您这一片的网格员、网格长、中心户，和村里的专班。',
        '自测的结果和照片，中心户看不到；照片每看一次都有记录。',
        '邻居看不到。',
      ],
    },
    {
      heading: '存多久',
      lines: ['照片在这一轮结束7天后删掉。', '别的应急一结束就销毁，备份也销毁，只留没有门牌的总数。'],
    },
    {
      heading: '怎么收回',
      lines: ['“我的”→“隐私与同意”→“检测情况”，随时收回，马上生效。'],
    },
  ],
  stops: '不同意，您就不能在网上自己报检测了几个人、自测的结果。',
  goesOn: '检测照做，买菜、求助、报住了几人都照常。检测了几个人，由网格员当面登记。',
  withdrawing: '您自己报过的检测人数和自测马上撤掉，照片删掉，网格员会另外来问。别的上报不受影响。',
})

const TEXTS: Record<NoticeKind, Text> = { privacy, 'test-status': testStatus }

/** A notice in its present version, in the name of a community and with its office; sentences end with 。 */
export const noticeOf = (kind: NoticeKind, communityName: string, office: Office): Notice => ({
  kind,
  ...TEXTS[kind](communityName, office),
})

const NOWHERE: Office = { place: '', officePhone: '' }

/** The version of each notice that is asked about now. */
export const presentVersion = (kind: NoticeKind): number => TEXTS[kind]('', NOWHERE).version
