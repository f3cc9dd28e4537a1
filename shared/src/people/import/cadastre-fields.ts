import { type FieldWords, words } from './field-words.ts'

export type CadastreField =
  | 'unitCode'
  | 'parcelCode'
  | 'area'
  | 'door'
  | 'buildingNumber'
  | 'structure'
  | 'floors'
  | 'landArea'
  | 'footprintArea'
  | 'floorArea'
  | 'remark'

/** Abbreviations are those of the cadastral database standard (TD/T 1066) and of older survey software. */
export const CADASTRE_FIELDS: Record<CadastreField, FieldWords> = {
  unitCode: {
    label: '不动产单元号',
    names: words(
      '不动产单元号 不动产单元代码 不动产单元编号 单元号 单元代码 定着物代码 定着物单元代码 BDCDYH BDCDYDM DZWDM',
    ),
    parts: /不动产单元|定着物.*(代码|编码|号)/,
  },
  parcelCode: {
    label: '宗地代码',
    names: words('宗地代码 宗地编码 宗地编号 宗地号 地籍号 地号 宗地统一编码 ZDDM ZDBM ZDH DJH ZDTYBM'),
    parts: /(宗地|地籍).*(代码|编码|编号|号)/,
  },
  door: {
    label: '坐落',
    names: words(
      '坐落 座落 坐落地址 房屋坐落 房屋座落 不动产坐落 土地坐落 宗地坐落 门牌 门牌号 门牌号码 门牌地址 ' +
        '地址 房屋地址 详细地址 具体地址 地点 位置 住址 ZL FWZL TDZL ZDZL BDCZL FWDZ DZ MPH MPDZ DOOR ' +
        'ADDRESS',
    ),
    parts: /坐落|座落|门牌|地址/,
    not: /通讯|通信|邮寄|联系|户籍|权利人|旧|原门牌|四至/,
  },
  area: { label: '片区', names: words('片区 区片 自然村 角落 街路巷 JLX AREA') },
  buildingNumber: {
    label: '幢号',
    names: words('幢号 栋号 自然幢号 逻辑幢号 楼号 楼栋号 ZH ZRZH LJZH FWZH LDH'),
    parts: /^(自然|逻辑)?[幢栋](号|编号)/,
  },
  structure: {
    label: '房屋结构',
    names: words('房屋结构 结构 建筑结构 结构类型 房屋结构类型 建筑结构类型 结构形式 FWJG FWJG1 JG JZJG STRUCTURE'),
    parts: /结构/,
  },
  floors: {
    label: '总层数',
    names: words('总层数 层数 房屋层数 建筑层数 地上层数 楼层数 总楼层 ZCS CS FWCS ZLC DSCS FLOORS'),
    parts: /层数|总层|总楼层/,
    not: /所在|地下|起始|面积/,
  },
  landArea: {
    label: '宗地面积',
    names: words('宗地面积 土地面积 用地面积 宅基地面积 使用权面积 土地使用权面积 批准面积 ZDMJ TDMJ SYQMJ YDMJ'),
    parts: /(宗地|土地|用地|宅基地|使用权).*面积/,
    not: /分摊|独用|超/,
  },
  footprintArea: {
    label: '占地面积',
    names: words('占地面积 建筑占地面积 房屋占地面积 幢占地面积 基底面积 建筑基底面积 ZZDMJ JZZDMJ FWZDMJ JDMJ'),
    parts: /占地|基底/,
    not: /超/,
  },
  floorArea: {
    label: '建筑面积',
    names: words(
      '建筑面积 房屋建筑面积 总建筑面积 实测建筑面积 建筑总面积 房屋面积 实测面积 JZMJ SCJZMJ FWJZMJ ' +
        'ZJZMJ FWMJ YCJZMJ',
    ),
    parts: /(建筑|房屋|实测).*面积/,
    not: /占地|基底|套内|分摊|超|专有/,
  },
  remark: {
    label: '备注',
    names: words('备注 附注 说明 附记 备注说明 BZ FJ REMARK NOTE'),
    parts: /^备注|附注/,
  },
}
