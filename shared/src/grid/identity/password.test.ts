import { expect, test } from '@jest/globals'
import { weaknessOf } from './password.ts'

const ABOUT = ['林书记', 'linshuji', '花厅口村', '花厅口']

test.each([
  ['short7c', 8],
  ['一二三四五六七', 8],
  ['a b c d e', 8],
])('%s is too short', (password) => {
  expect(weaknessOf(password, ABOUT)).toContain('8')
})

test.each(
  [
    [
      'password',
      'Password1!',
      'P@ssw0rd',
      'ＰＡＳＳＷＯＲＤ１',
      'qwertyuiop',
      'admin888',
      'admin@2022',
      'woaini520',
      '5201314woaini',
    ],
    ['12345678', '88888888', '19900101', '13800001111', '11112222', 'abcd1234', '1q1q1q1q', 'abcabcabc', 'aaaaaaaa'],
    ['林书记12345x', 'LinShuJi#2022', '我住花厅口呀呀呀', 'huatingkou2022', '管理员管理员', '密码12345678'],
  ].flat(),
)('%s is what others try first', (password) => {
  expect(weaknessOf(password, ABOUT)).not.toBeNull()
})

test.each(['槐树下的三只灰猫', 'correct horse', 'tR7-pondweed', '河边石桥有 42 步', 'k3vd9qmx', 'Xm!29-lotus'])(
  '%s will do',
  (password) => {
    expect(weaknessOf(password, ABOUT)).toBeNull()
  },
)

test('a name of one letter forbids nothing', () => {
  expect(weaknessOf('tR7-pondweed', ['t', ''])).toBeNull()
})
