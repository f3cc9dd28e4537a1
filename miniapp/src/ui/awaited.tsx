import { sentenceOf } from '../platform/api.ts'
import { Card } from './card.tsx'
import { Empty } from './empty.tsx'
import { Skeleton } from './skeleton.tsx'

interface Props {
  /** Why it did not come; null while it is still awaited. */
  error: Error | null
  onRetry: () => void
  rows?: number
  title?: string
}

/** Stands where an answer is awaited: its shape in grey, or what went wrong and a way to try again. */
export function Awaited({ error, onRetry, rows = 3, title = '没有打开' }: Props) {
  return (
    <Card>
      {error === null ? (
        <Skeleton rows={rows} />
      ) : (
        <Empty icon="offline" title={title} text={sentenceOf(error)} action={{ word: '再试一次', onPress: onRetry }} />
      )}
    </Card>
  )
}
