import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import {
  checkSelfTest,
  kitNumbers,
  listSelfTests,
  lookAtTestPhoto,
  NO_PHOTO_WORDS,
  RESULT_WORDS,
  TEST_SOURCE_WORDS,
  type SelfTest,
  type TestVerdict,
} from '@gezhong/shared/people/antigen/contract'
import { wallClock } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import { call, sentenceOf } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'
import { notice } from '../../platform/notice.ts'
import { forgetSeen, seen } from '../../platform/photo.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Photo } from '../../ui/photo.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { antigenPath } from '../antigen/antigen-path.ts'
import { whoOf } from '../antigen/telling-words.ts'

const PHOTO_WORDS: Record<Exclude<SelfTest['photo'], 'there'>, string> = {
  awaited: '照片还没到，等它到了再看',
  none: '没有照片',
  deleted: '照片到期删掉了',
}

/** One test with its photo: right, or to be done again. Each look at the photo is written down. */
export function CheckSheet({ test, onClose }: { test: SelfTest; onClose: () => void }) {
  const checking = useWrite((verdict: TestVerdict, key) =>
    call(checkSelfTest, { params: { id: test.id }, body: { verdict }, idempotencyKey: key }),
  )
  const check = async (verdict: TestVerdict) => {
    if ((await checking.run(verdict)) === null) return
    notice(verdict === 'right' ? '记下了' : '请这户重做')
    outdate(listSelfTests, kitNumbers)
    onClose()
  }
  const told = `${wallClock(new Date(test.takenAt))} ${TEST_SOURCE_WORDS[test.source]}`
  return (
    <Sheet title={`${displayDoor(test.door)} 报${RESULT_WORDS[test.result]}`} onClose={onClose}>
      <Row title={whoOf(test)} note={[told, test.late && '结束后才到'].filter(Boolean).join('，')} />
      {test.undone && <Banner tone="warn" title="住户把这一次撤回了" text="阳性的请还是去问一声" />}
      {test.photo === 'there' ? (
        <PhotoOf test={test} />
      ) : (
        <Banner
          tone="info"
          title={PHOTO_WORDS[test.photo]}
          text={test.noPhoto === null ? '' : NO_PHOTO_WORDS[test.noPhoto]}
        />
      )}
      {checking.problem !== null && <Banner tone="bad" title={checking.problem} />}
      <Buttons>
        <Button busy={checking.busy} onPress={() => void check('right')}>
          对的
        </Button>
        <Button kind="plain" disabled={checking.busy} onPress={() => void check('wrong')}>
          不对，重做
        </Button>
      </Buttons>
      <Row icon="edit" title="看这一户" onPress={() => go(antigenPath(test.roundId, test.householdId))} />
    </Sheet>
  )
}

/** Asked for once while it is open; nothing of it stays on the phone. */
function PhotoOf({ test }: { test: SelfTest }) {
  const { data, error, refetch } = useQuery({
    queryKey: [lookAtTestPhoto.path, test.id],
    queryFn: async () => {
      const { kind, base64 } = await call(lookAtTestPhoto, { params: { id: test.id } })
      return seen(test.id, kind, base64)
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  useEffect(() => (data === undefined ? undefined : () => forgetSeen(data)), [data])
  if (data !== undefined) return <Photo source={data} label={`${displayDoor(test.door)} 的试剂`} />
  if (error === null)
    return (
      <View className="photo">
        <Skeleton rows={4} />
      </View>
    )
  return <Banner tone="bad" title={sentenceOf(error)} action={{ word: '再试一次', onPress: () => void refetch() }} />
}
