import { useState } from 'react'
import { type Grid, gridTitle } from '@gezhong/shared/grid/communities/contract'
import { GridSheet } from '../../people/grid-sheet.tsx'
import { Row } from '../../ui/row.tsx'

interface Props {
  grids: readonly Grid[]
  chosen: Grid | undefined
  onChoose: (grid: Grid) => void
}

/** In which grid the door lies, for its worker to see the request even when the door is not found. */
export function GridChoice({ grids, chosen, onChoose }: Props) {
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Row
        icon="people"
        title={chosen === undefined ? '在哪个网格' : gridTitle(chosen)}
        note={chosen === undefined ? '不知道就不用选' : '不对就点这里换'}
        label={chosen === undefined ? '选网格' : `换网格，现在是${gridTitle(chosen)}`}
        onPress={() => setChoosing(true)}
      />
      {choosing && (
        <GridSheet
          title="在哪个网格"
          grids={grids}
          chosen={chosen}
          onChoose={onChoose}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
