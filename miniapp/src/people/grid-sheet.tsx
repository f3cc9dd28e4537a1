import { type Grid, gridTitle } from '@gezhong/shared/grid/communities/contract'
import { Row } from '../ui/row.tsx'
import { Sheet } from '../ui/sheet.tsx'

interface Props {
  title: string
  grids: readonly Grid[]
  chosen: Grid | undefined
  onChoose: (grid: Grid) => void
  onClose: () => void
}

/** One grid of several, the chosen one marked; choosing closes it. */
export function GridSheet({ title, grids, chosen, onChoose, onClose }: Props) {
  return (
    <Sheet title={title} onClose={onClose}>
      {grids.map((grid) => (
        <Row
          key={grid.id}
          icon={grid.id === chosen?.id ? 'check' : 'people'}
          title={gridTitle(grid)}
          onPress={() => {
            onChoose(grid)
            onClose()
          }}
        />
      ))}
    </Sheet>
  )
}
