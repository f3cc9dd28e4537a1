import type { Kernel } from '../../database/transact.ts'

export async function runImports(_: Kernel): Promise<number> {
  return 0
}
