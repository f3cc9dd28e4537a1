import { demoChain } from '@gezhong/shared/demo/contract'
import { demoIdentities } from '@gezhong/shared/grid/identity/contract'
import { useRead } from '../../api/query.ts'

/** An invented chain of this grid's group to try, in the demo village only; else null. */
export function useExample(gridCode: string): string | null {
  const demo = useRead(demoIdentities)
  const isDemo = (demo.data?.identities.length ?? 0) > 0
  const chain = useRead(demoChain, { params: { code: gridCode } }, { enabled: isDemo })
  return chain.data?.text ?? null
}
