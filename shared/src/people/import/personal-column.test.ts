import { describe, expect, test } from '@jest/globals'
import { isPersonalByValue, isPersonalName, withoutIdNumbers, withoutMobiles } from './personal-column.ts'

describe('personal columns', () => {
  test.each([
    '权利人',
    '权利人\n名称',
    '产权人姓名',
    '身份证号码',
    '证件号',
    '共有情况',
    '业主',
    '联系电话',
    'QLR',
    'ZJH',
    '户主',
    '不动产权证号',
  ])('a cadastre drops %s', (name) => expect(isPersonalName(name, 'cadastre')).toBe(true))

  test.each(['坐落', '宗地面积（㎡）', '小区名称', '房屋结构', '使用权面积', '幢号', '备注', '宗地代码'])(
    'a cadastre keeps %s',
    (name) => expect(isPersonalName(name, 'cadastre')).toBe(false),
  )

  test('a ledger keeps names and phones of residents, not papers and owners', () => {
    expect(['姓名', '户主', '联系电话'].map((name) => isPersonalName(name, 'ledger'))).toEqual([false, false, false])
    expect(['身份证号', '证件号码', '房东', '产权人'].map((name) => isPersonalName(name, 'ledger'))).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  test('a ledger drops the names of children, and keeps how many there are', () => {
    const names = ['儿童姓名', '小孩名字', '未成年人姓名', '儿童人数', '小孩', '孩子数']
    expect(names.filter((name) => isPersonalName(name, 'ledger'))).toEqual(names.slice(0, 3))
  })

  test('a column without a telling name is known by what stands in it', () => {
    expect(isPersonalByValue(['林大明', '庄秀兰', '许美玲', '蔡文斌'], 'cadastre', false)).toBe(true)
    expect(isPersonalByValue(['350582199001011234', '', ''], 'ledger', false)).toBe(true)
    expect(isPersonalByValue(['13800001111', '13800002222', '13800003333'], 'cadastre', false)).toBe(true)
    expect(isPersonalByValue(['混合', '钢混', '砖木'], 'cadastre', false)).toBe(false)
    expect(isPersonalByValue(['350582105012JC00001F00010001'], 'cadastre', false)).toBe(false)
  })

  test('a remark with one identity number does not cost the whole column, but the number goes', () => {
    expect(isPersonalByValue(['证 350582199001011234', '加建', '空房'], 'cadastre', true)).toBe(false)
    expect(withoutIdNumbers('业主证件350582199001011234加建')).toBe('业主证件［证件号不保存］加建')
    expect(withoutIdNumbers('350582105012JC00001F00010001')).toBe('350582105012JC00001F00010001')
    expect(withoutMobiles('打 138 1234 5678 开门', '×')).toBe('打 × 开门')
  })
})
