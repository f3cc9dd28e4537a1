import { Link } from 'react-router'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { differenceDoor, differenceWords } from '../reconciliation/difference-words.ts'
import { KindTag } from '../verdict-tag.tsx'
import type { DifferencePage } from './kpis.tsx'

/** The differences that fall due first. */
export function DueDifferences({ page }: { page: DifferencePage | undefined }) {
  return (
    <div>
      <div className="row apart">
        <h3>待处理差异</h3>
        <Link to="/differences">全部 {page?.total.toLocaleString() ?? ''}</Link>
      </div>
      {page === undefined ? (
        <Skeleton lines={5} height={22} />
      ) : page.rows.length === 0 ? (
        <Empty icon="check" title="没有要处理的差异" hint="住户报的和台账都对得上。" />
      ) : (
        <ul className="due-list">
          {page.rows.map((difference) => (
            <li key={difference.id}>
              <Link to={`/differences?open=${difference.id}`}>
                <b>{differenceDoor(difference)}</b>
                <KindTag kind={difference.kind} />
                <span className="num quiet">{differenceWords(difference)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
