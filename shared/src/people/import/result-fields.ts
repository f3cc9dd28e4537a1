import { type FieldWords, words } from './field-words.ts'

export type ResultField = 'names' | 'phone' | 'door' | 'tubeCode' | 'sampledAt' | 'testedAt' | 'outcome'

/** Laboratories, hospitals and provinces each name these in their own way. */
export const RESULT_FIELDS: Record<ResultField, FieldWords> = {
  names: {
    label: '姓名',
    names: words('姓名 被检测人 被检测者 被检人 受检者 受检者姓名 受检人 人员姓名 采样人员 患者姓名 真实姓名 XM NAME'),
    parts: /(受检|被检|采样|检测)(人|者)|姓名/,
    not: /采样员|检测员|审核|医生|护士|操作|报告人|送检人|机构|单位|联系人/,
  },
  phone: {
    label: '手机号',
    names: words('手机号 手机号码 联系电话 联系方式 电话 电话号码 手机 本人电话 LXDH SJH PHONE MOBILE TEL'),
    parts: /电话|手机|联系方式/,
    not: /机构|单位|采样员|医生|网格|紧急|送检/,
  },
  door: {
    label: '地址',
    names: words(
      '门牌 门牌号 地址 住址 详细地址 居住地址 现住址 现居住地址 现居住地 家庭住址 家庭地址 常住地址 联系地址 DZ ZZ ADDRESS',
    ),
    parts: /门牌|住址|地址/,
    not: /机构|单位|采样|户籍|检测点|送检/,
  },
  tubeCode: {
    label: '管号',
    names: words(
      '采样管号 管号 试管号 试管编号 采样管编号 采样管条码 试管条码 条码 条形码 条码号 样本编号 样本号 标本编号 标本号 样本条码 ' +
        '标本条码 采样码 采样编号 混管编号 混采编号 管码 检测编号 TUBE TUBECODE BARCODE',
    ),
    parts: /管(编)?号|条(形)?码|(样本|标本|采样|混采)(编)?[号码]/,
    not: /身份|证件|手机|登记|健康码/,
  },
  sampledAt: {
    label: '采样时间',
    names: words('采样时间 采样日期 采集时间 采集日期 取样时间 标本采集时间 样本采集时间 CYSJ CYRQ'),
    parts: /(采样|采集|取样)(时间|日期)/,
  },
  testedAt: {
    label: '检测时间',
    names: words(
      '检测时间 检测日期 检验时间 检验日期 报告时间 报告日期 出报告时间 结果时间 出结果时间 审核时间 JCSJ JCRQ BGSJ',
    ),
    parts: /(检测|检验|报告|结果|审核)(完成)?(时间|日期)/,
  },
  outcome: {
    label: '结果',
    names: words('检测结果 结果 核酸结果 核酸检测结果 检验结果 结论 检测结论 结果判定 抗原结果 总结果 JCJG JG RESULT'),
    parts: /(检测|检验|核酸|抗原|最终)?(结果|结论)(判定)?$/,
    not: /时间|日期|CT|单位/,
  },
}
