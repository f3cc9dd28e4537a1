import { countResults } from '@gezhong/shared/people/results/contract'
import { Link } from 'react-router'
import { useRead } from '../../api/query.ts'

/** Whom the rows of a file were matched to, and what is left for a person. */
export function ResultMatches({ importId }: { importId: string }) {
  const { data } = useRead(countResults, { query: { import: importId } })
  if (!data) return null
  const parts = [
    { words: '自动或经核对对上', count: data.matched, to: null },
    { words: '待核对', count: data.waiting, to: '/results?view=waiting' },
    { words: '没找到人', count: data.unknown, to: '/results?view=unknown' },
    { words: '不是本社区的', count: data.dismissed, to: null },
    { words: '其中阳性', count: data.positive, to: '/results' },
  ]
  return (
    <section className="box result-matches" aria-label="对到人的情况">
      {parts.map(({ words, count, to }) => (
        <span key={words} className="num">
          {to !== null && count > 0 ? <Link to={to}>{words}</Link> : words} <b>{count.toLocaleString()}</b> 行
        </span>
      ))}
    </section>
  )
}
