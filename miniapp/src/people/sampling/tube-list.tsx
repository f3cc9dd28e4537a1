import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { actsOf } from './acts.ts'
import type { KeptTube } from './swabs.ts'

interface Props {
  tube: KeptTube
  onUndo: (act: string) => void
  onClose: () => void
}

/** Who is in this tube, newest first, each to be taken out again. */
export function TubeList({ tube, onUndo, onClose }: Props) {
  const acts = actsOf(tube)
  return (
    <Sheet title={`管 ${tube.code} 里有谁`} onClose={onClose}>
      {acts.length === 0 && <Empty icon="box" title="还是空的" text="找到门牌，勾上人，记下就在这里" />}
      {acts.map((act) => (
        <Row
          key={act.id}
          title={`${act.door} · ${act.people} 人`}
          note={act.waits ? `${act.who} · 等着送` : act.who}
          end={
            <Button
              kind="plain"
              shape="pill"
              label={`撤销 ${act.door} ${act.people} 人`}
              onPress={() => onUndo(act.id)}
            >
              撤销
            </Button>
          }
        />
      ))}
    </Sheet>
  )
}
