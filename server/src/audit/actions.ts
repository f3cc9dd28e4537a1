/** Everything that leaves a line in the audit log, with the words people read. */
export const AUDIT_WORDS = {
  'session.opened': '登录',
  'session.closed': '退出登录',
  'account.created': '居民第一次登录，建了账号',
  'account.wechat-bound': '居民绑定微信',
  'grid.created': '新增网格',
  'grid.renamed': '改网格的名称',
  'team.granted': '给人派了职责',
  'team.revoked': '收回人的职责',
  'building.created': '新增楼栋',
  'building.assigned': '定楼栋的负责人',
  'household.created': '台账新增住户',
  'household.edited': '改台账里的住户',
  'household.phone-revealed': '看了住户的完整电话',
  'resident.added': '给住户登记人员',
  'resident.removed': '从住户里移走人员',
  'ledger.undone': '撤销对台账的改动',
  'ledger.exported': '把台账导出成表',
  'home.asked': '居民申请认门牌',
  'home.joined': '居民凭手机号认了门牌',
  'home.confirmed': '同意居民认门牌',
  'home.refused': '退回居民认门牌的申请',
  'home.left': '居民不再属于这户',
  'roll.opened': '开了一轮点名',
  'roll.changed': '结束或重开一轮点名',
  'roll.exported': '把点名名单导出成表',
  'report.made': '住户自己上报',
  'report.proxy': '替住户上报',
  'report.withdrawn': '撤回一条上报',
  'chain.confirmed': '确认一份群接龙',
  'difference.settled': '定了上报和台账的差异',
  'difference.undone': '撤销对差异的决定',
  'difference.assigned': '把差异交给人处理',
  'import.uploaded': '上传一个要导入的文件',
  'import.remapped': '改了导入文件的列',
  'import.committed': '把导入的行写进台账',
  'import.undone': '整批撤销一次导入',
  'import.exported': '下载导入里有问题的行',
  'keys.rotated': '换了数据密钥',
  'alert.seen': '看过了看电话太多的提醒',
  'access.refused': '想办不归自己的事，被挡下',
  'slip.printed': '印制纸条',
  'slip.revoked': '作废纸条',
  'slip.entered': '凭纸条进入',
  'home.by-slip': '凭纸条关联住户',
  'proxy.by-slip': '凭纸条照看住户',
  'proxy.asked': '申请照看住户',
  'proxy.agreed': '本户同意照看',
  'proxy.declined': '本户不同意照看',
  'proxy.worker-asked': '网格员当面问过，同意照看',
  'bond.ended': '收回住户关联',
} as const

export type AuditAction = keyof typeof AUDIT_WORDS

export interface AuditLine {
  action: AuditAction
  subjectId?: string
  /** A short sentence about what; sealed under the community's key. Phone numbers only masked. */
  detail?: string
}
