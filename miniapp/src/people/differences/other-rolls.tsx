import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { rollWords } from '@gezhong/shared/people/rolls/roll-words'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Row } from '../../ui/row.tsx'

interface Props {
  rolls: readonly Roll[]
  gridId: string
  onChoose: (rollId: string) => void
}

/** The other open rolls that still have differences in this grid: nothing here must sound like the end of all work. */
export function OtherRolls({ rolls, gridId, onChoose }: Props) {
  return rolls.map((roll) => <OtherRoll key={roll.id} roll={roll} gridId={gridId} onChoose={onChoose} />)
}

function OtherRoll({ roll, gridId, onChoose }: { roll: Roll } & Pick<Props, 'gridId' | 'onChoose'>) {
  const { data } = useRead(
    listDifferences,
    { query: { roll: roll.id, grid: gridId, size: 1, page: 1 } },
    { every: POLL_MS },
  )
  if (data === undefined || data.total === 0) return null
  return (
    <Row
      icon="question"
      title={`另一次点名还有 ${data.total} 条`}
      note={rollWords(roll)}
      onPress={() => onChoose(roll.id)}
    />
  )
}
