import { useState } from 'react'
import { RESULT_WORDS } from '@gezhong/shared/people/antigen/contract'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import type { KeptTest } from './kept-tests.ts'
import { PhotoPart } from './photo-part.tsx'
import { lacksPhoto, useTravelling } from './send-tests.ts'
import type { Telling } from './use-telling.ts'

function noteOf(test: KeptTest): string {
  if (test.refusal !== null) return test.refusal
  if (lacksPhoto(test)) return '照片没存下，请再拍一张'
  return test.told ? '结果到了，照片还在送' : '还没送上去，有网自动送'
}

/** What was told here and is still on this phone, with what stands in its way. */
export function WaitingCard({ telling }: { telling: Telling }) {
  const travelling = useTravelling()
  const [retaking, setRetaking] = useState<KeptTest | null>(null)
  if (telling.waiting.length === 0) return null
  return (
    <Card title="还在手机里的" tone="info">
      {telling.waiting.map((test) => (
        <WaitingRow
          key={test.id}
          test={test}
          share={travelling?.id === test.id ? travelling.share : null}
          telling={telling}
          onRetake={() => setRetaking(test)}
        />
      ))}
      {retaking !== null && (
        <Sheet title={`${retaking.who}的照片`} onClose={() => setRetaking(null)}>
          <PhotoPart
            photo={null}
            onPhoto={(photo) => {
              void telling.photoFor(retaking, photo)
              setRetaking(null)
            }}
          />
        </Sheet>
      )}
    </Card>
  )
}

interface RowProps {
  test: KeptTest
  share: number | null
  telling: Telling
  onRetake: () => void
}

function WaitingRow({ test, share, telling, onRetake }: RowProps) {
  const needsPhoto = test.noPhoto === null && (lacksPhoto(test) || (test.told && test.refusal !== null))
  return (
    <>
      <Row title={`${test.who} ${RESULT_WORDS[test.result]}`} note={noteOf(test)} />
      {share !== null && <Progress done={share} all={100} word={`照片送了 ${share}%`} />}
      {(needsPhoto || test.refusal !== null) && (
        <Buttons>
          {needsPhoto ? (
            <Button kind="soft" onPress={onRetake}>
              再拍一张
            </Button>
          ) : (
            <Button kind="soft" onPress={() => telling.again(test)}>
              再送一次
            </Button>
          )}
          <Button kind="plain" onPress={() => telling.drop(test)}>
            不报了
          </Button>
        </Buttons>
      )}
    </>
  )
}
