import { wallClock } from '@gezhong/shared/civil-day'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { actsOf } from './acts.ts'
import type { KeptTube } from './swabs.ts'
import type { KeptSheet } from './use-sheet.ts'

interface Props {
  tube: KeptTube
  reading: KeptSheet
  /** Persons of this grid without a sample. */
  missing: number
  onUndo: (act: string) => void
  /** Of these somebody lies in bed and is still to be visited. */
  visits: number
  onOutsider: () => void
  onVisits: () => void
}

/** Between two households: what was just recorded, who comes from elsewhere, and how many are still to come. */
export function AtRest({ tube, reading, missing, visits, onUndo, onOutsider, onVisits }: Props) {
  const last = actsOf(tube)[0]
  const { sheet, error, again } = reading
  return (
    <>
      {last !== undefined && (
        <Banner
          tone="ok"
          title={`记下了 ${last.door} ${last.people} 人`}
          text={last.who}
          action={{ word: '撤销', onPress: () => onUndo(last.id) }}
        />
      )}
      <Card>
        <Row icon="person" title="外来的人" note="不住这里，也在这里采" onPress={onOutsider} />
        {visits > 0 && (
          <Row icon="home" title={`要上门采的 ${visits} 户`} note="卧床、走不动的，网格长批过" onPress={onVisits} />
        )}
        {sheet !== null && (
          <Row
            icon="list"
            title={missing === 0 ? '这片都采了' : `这片还差 ${missing} 人`}
            note={`名单是 ${wallClock(new Date(sheet.readAt))} 的${error === null ? '' : '，没网也照用'}`}
            end={
              <Button kind="plain" shape="pill" label="更新名单" onPress={again}>
                更新
              </Button>
            }
          />
        )}
      </Card>
    </>
  )
}
