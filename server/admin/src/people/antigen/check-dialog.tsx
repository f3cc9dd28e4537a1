import {
  checkSelfTest,
  kitNumbers,
  listSelfTests,
  lookAtTestPhoto,
  TEST_SOURCE_WORDS,
  type SelfTest,
  type TestVerdict,
} from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { call } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { photoWords, resultTag, standingWords, whoWords } from './telling-words.ts'
import './antigen.css'

/** One test with its photo: right, or to be done again; then the next. Each look at the photo is written down. */
export function CheckDialog({
  test,
  onChecked,
  onClose,
}: {
  test: SelfTest
  onChecked: () => void
  onClose: () => void
}) {
  const check = useWrite(checkSelfTest, [listSelfTests, kitNumbers])
  const say = (verdict: TestVerdict) =>
    check.mutate({ params: { id: test.id }, body: { verdict } }, { onSuccess: onChecked })
  const { tone, words } = resultTag(test)
  return (
    <Modal
      open
      title={`${displayDoor(test.door)} · ${whoWords(test)}`}
      onCancel={onClose}
      footer={
        <>
          <Button disabled={check.isPending} onClick={() => say('wrong')}>
            不对，请他重做
          </Button>
          <Button type="primary" loading={check.isPending} onClick={() => say('right')}>
            对的
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="row">
          <Tag tone={tone}>{words}</Tag>
          <span>{TEST_SOURCE_WORDS[test.source]}</span>
          <span className="quiet num">{whenWords(test.takenAt)}</span>
          <span className="quiet">{standingWords(test)}</span>
        </p>
        {test.photo === 'there' ? (
          <TestPhoto key={test.id} test={test} />
        ) : (
          <p className="quiet photo-words">{photoWords(test)}</p>
        )}
        <ProblemNote error={check.error} />
      </div>
    </Modal>
  )
}

/** Asked for once while it is open, and forgotten with it. */
function TestPhoto({ test }: { test: SelfTest }) {
  const { data, error, refetch } = useQuery({
    queryKey: [lookAtTestPhoto.path, test.id],
    queryFn: () => call(lookAtTestPhoto, { params: { id: test.id } }),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton lines={8} height={20} />
  return (
    <img
      className="test-photo"
      src={`data:image/${data.kind};base64,${data.base64}`}
      alt={`${displayDoor(test.door)} 的试剂`}
    />
  )
}
