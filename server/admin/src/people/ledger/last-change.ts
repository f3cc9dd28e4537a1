import { listChanges } from '@gezhong/shared/people/ledger/contract'
import { call } from '../../api/api.ts'

/** The newest change of a subject, to be taken back; empty when it was already undone. */
export async function lastChangeOf(subjectId: string): Promise<string[]> {
  const { rows } = await call(listChanges, { query: { subjectId, size: 1 } })
  return rows.filter((change) => change.undoneById === null).map((change) => change.id)
}
