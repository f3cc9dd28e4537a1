import { type FieldWords, words } from './field-words.ts'

export type LedgerField =
  | 'grid'
  | 'area'
  | 'door'
  | 'building'
  | 'unit'
  | 'room'
  | 'headcount'
  | 'adults'
  | 'children'
  | 'phone'
  | 'names'
  | 'occupancy'
  | 'priority'
  | 'remark'

/** Ledgers are made by the villages themselves, so the words vary more than those of survey offices. */
export const LEDGER_FIELDS: Record<LedgerField, FieldWords> = {
  grid: {
    label: '网格',
    names: words('网格 网格号 网格编号 网格编码 网格代码 所属网格 所在网格 小网格 网格单元 WG WGBH WGBM GRID'),
    parts: /网格/,
    not: /员|长|人|电话|负责/,
  },
  area: {
    label: '片区',
    names: words('片区 区片 小区 小区名称 自然村 角落 路名 街巷 街路巷 巷弄 道路 AREA'),
  },
  door: {
    label: '门牌号',
    names: words(
      '门牌 门牌号 门牌号码 门牌地址 门牌编号 地址 住址 家庭住址 家庭地址 现住址 现居住地址 居住地址 ' +
        '详细地址 房屋地址 坐落 房屋坐落 门号 户号 房屋 MPH MP DZ ZZ ZL DOOR ADDRESS',
    ),
    parts: /门牌|住址|地址|坐落/,
    not: /户籍|身份证|单位|工作|通讯|原门牌|旧/,
  },
  building: {
    label: '楼栋',
    names: words('楼栋 楼栋号 栋 栋号 幢 幢号 楼号 座 座号 几栋 LDH ZH BUILDING'),
  },
  unit: { label: '单元', names: words('单元 单元号 梯 梯位 几单元 DYH UNIT') },
  room: { label: '房号', names: words('房号 室号 室 房间号 房屋号 几室 FH SH FJH ROOM') },
  headcount: {
    label: '人数',
    names: words(
      '人数 人口 人口数 总人数 总人口 常住人口 常住人数 居住人数 居住人口 现居住人数 实际居住人数 ' +
        '实有人口 实住人数 在住人数 家庭人口 家庭人数 家庭人口数 户内人数 本户人数 合计人数 人口总数 RS ' +
        'RKS RENSHU HEADCOUNT PEOPLE',
    ),
    parts: /人数|人口/,
    not: /户籍|外来|流动|成人|儿童|老人|小孩|男|女|核酸|疫苗|接种|阳性/,
  },
  adults: {
    label: '大人',
    names: words('大人 成人 大人数 成人数 成年人 成年人数 成人人数 大人人数 ADULTS'),
  },
  children: {
    label: '小孩',
    names: words('小孩 儿童 孩子 小孩数 儿童数 儿童人数 小孩人数 未成年人 未成年人数 CHILDREN'),
  },
  phone: {
    label: '联系电话',
    names: words(
      '联系电话 电话 电话号码 手机 手机号 手机号码 联系方式 联系号码 联系手机 户主电话 本人电话 ' +
        '移动电话 LXDH DH DHHM SJ SJH SJHM LXFS PHONE MOBILE TEL',
    ),
    parts: /电话|手机|联系方式/,
    not: /网格员|网格长|中心户|紧急|负责|志愿者|包户|房东/,
  },
  names: {
    label: '姓名',
    names: words(
      '姓名 户主 户主姓名 住户 住户姓名 居民姓名 家庭成员 成员 成员姓名 居住人 居住人员 联系人 ' +
        '联系人姓名 XM HZ HZXM NAME NAMES',
    ),
    parts: /姓名|户主|成员/,
    not: /网格|负责|中心户|包户|关系|数|电话|证/,
  },
  occupancy: {
    label: '居住状态',
    names: words(
      '居住 居住状态 居住情况 居住状况 入住情况 入住状态 住房状态 是否在住 是否空房 是否居住 状态 空置情况 OCCUPANCY',
    ),
    parts: /居住(状态|情况|状况)|入住/,
  },
  priority: {
    label: '重点户',
    names: words('重点户 重点 优先 是否重点 特殊群众 困难群众 特殊人群 重点人群 重点关注 是否困难户 困难户 PRIORITY'),
    parts: /重点|特殊(群众|人群|家庭)|困难/,
  },
  remark: {
    label: '备注',
    names: words('备注 说明 备注说明 情况说明 其他 其它 BZ REMARK NOTE'),
    parts: /^备注|情况说明/,
  },
}
