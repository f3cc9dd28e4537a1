/** Everything that leaves a line in the audit log, with the words people read. */
export const AUDIT_WORDS = {
  'session.opened': '登录',
  'session.closed': '退出登录',
  'account.created': '新建居民账号',
  'account.wechat-bound': '绑定微信',
  'grid.created': '新增网格',
  'grid.renamed': '修改网格名称',
  'team.granted': '授予职责',
  'team.revoked': '收回职责',
  'building.created': '新增楼栋',
  'building.assigned': '指定楼栋负责人',
  'household.created': '新增住户',
  'household.edited': '修改住户',
  'household.phone-revealed': '查看电话',
  'resident.added': '登记人员',
  'resident.removed': '移除人员',
  'ledger.undone': '撤销台账改动',
  'ledger.exported': '导出台账',
  'home.asked': '申请关联住户',
  'home.joined': '凭手机号关联住户',
  'home.confirmed': '确认住户',
  'home.refused': '退回住户申请',
  'home.left': '解除住户关联',
  'roll.opened': '开始点名',
  'roll.changed': '点名状态变更',
  'roll.exported': '导出点名名单',
  'report.made': '上报',
  'report.proxy': '代报',
  'report.withdrawn': '撤回上报',
  'chain.confirmed': '确认接龙',
  'difference.settled': '处理差异',
  'difference.undone': '撤销处理',
  'difference.assigned': '指派差异',
  'import.uploaded': '上传导入文件',
  'import.remapped': '调整导入列',
  'import.committed': '提交导入',
  'import.undone': '撤销导入',
  'import.exported': '导出未通过行',
  'access.refused': '越权被拒',
} as const

export type AuditAction = keyof typeof AUDIT_WORDS

export interface AuditLine {
  action: AuditAction
  subjectId?: string
  /** A short sentence about what; sealed under the community's key. Phone numbers only masked. */
  detail?: string
}
