import { z } from 'zod'
import { plainText } from '../../plain-text.ts'

/*
 * Children under 14 are counted, not named (个人信息保护法 art. 31). One is named only for a need that is said, and when a
 * guardian has agreed.
 */

/** What a child has to be known by name for; without one of these a child is only counted. */
export const ChildNeed = z.enum(['treatment', 'medicine', 'may-get-lost', 'alone-at-home'])
export type ChildNeed = z.infer<typeof ChildNeed>
export const CHILD_NEED_WORDS: Record<ChildNeed, string> = {
  treatment: '要就医',
  medicine: '过敏或用药',
  'may-get-lost': '可能走失',
  'alone-at-home': '独自在家',
}

/** Why a child is named, and who agreed: which guardian of the household, and how related. */
export const NamedChild = z.object({
  need: ChildNeed,
  guardian: plainText(80, { least: 2, missing: '请写哪位监护人同意，例如：母亲林秀英' }),
})

export type NamedChild = z.infer<typeof NamedChild>

interface Naming {
  name: string | null
  ageGroup: 'adult' | 'child'
  child: NamedChild | null
}

/** Adults by name; children by number, or by name with both. Each fault at its field, in words. */
export function refuseWronglyNamed({ name, ageGroup, child }: Naming, context: z.RefinementCtx): void {
  const refuse = (at: keyof Naming, message: string) => context.addIssue({ code: 'custom', path: [at], message })
  if (ageGroup === 'adult' && name === null) refuse('name', '请填姓名')
  if (ageGroup === 'adult' && child !== null) refuse('child', '大人不用填监护人')
  if (ageGroup === 'child' && name !== null && child === null)
    refuse('child', '孩子只记人数；确实要记名字，请写为什么、哪位监护人同意')
  if (ageGroup === 'child' && name === null && child !== null) refuse('name', '请填孩子的名字，或只记人数')
}
