import { CADASTRE_FIELDS, type CadastreField } from './cadastre-fields.ts'
import type { ImportKind } from './contract.ts'
import { type FieldWords, words } from './field-words.ts'
import { LEDGER_FIELDS, type LedgerField } from './ledger-fields.ts'
import { RESULT_FIELDS, type ResultField } from './result-fields.ts'

/** What a column can be. Which ones a kind of list has is in `FIELDS`. */
export type ImportField = CadastreField | LedgerField | ResultField

/** The fields of each kind of list, in the order in which a page shows them. */
export const FIELDS = {
  cadastre: CADASTRE_FIELDS,
  ledger: LEDGER_FIELDS,
  results: RESULT_FIELDS,
} as const satisfies Record<ImportKind, Partial<Record<ImportField, FieldWords>>>

/** Columns that are known, and known to be of no use here; they help to find the header. */
export const UNUSED_NAMES: ReadonlySet<string> = new Set(
  words(
    '序号 编号 序 XH BH NO ID OBJECTID FID 用途 房屋用途 规划用途 土地用途 YT FWYT GHYT TDYT 所在层 SZC ' +
      '户型 年份 建成年份 建成时间 竣工时间 竣工日期 JGRQ 权利类型 权利性质 QLLX QLXZ 房屋性质 FWXZ 图幅号 ' +
      '四至 村民小组 组别 村组 村 社区 镇 县 市 楼层 层 性别 年龄 关系 与户主关系 民族 户籍 日期 时间 原因 ' +
      '工作表 行号 原行号 网格员 网格长 中心户 户数 面积 地下层数 套数 是否 核酸 疫苗',
  ),
)

/** Field name → column number (0-based) or null: the shape in which a mapping is kept, shown and corrected. */
export type Mapping<Field extends string = string> = { [field in Field]?: number | null }
