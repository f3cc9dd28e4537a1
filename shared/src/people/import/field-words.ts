export interface FieldWords {
  /** What the admin page calls it. */
  label: string
  /** Names offices give this column, folded by `foldHeader`. The whole name must be one of them. */
  names: readonly string[]
  /** Parts of a name that point to it when the whole name is not known. */
  parts?: RegExp
  /** A name that contains this means something else. */
  not?: RegExp
}

/** Names that no blank can be part of, written one after another. */
export const words = (text: string): readonly string[] => text.split(' ')
