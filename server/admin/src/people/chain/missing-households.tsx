import { displayDoor } from '@gezhong/shared/people/door'
import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { Link } from 'react-router'
import { Empty } from '../../ui/empty.tsx'

/** The households of the grid that have not reported, after this chain. */
export function MissingHouseholds({ view, rollId, gridId }: { view: ChainView; rollId: string; gridId: string }) {
  if (view.missing.length === 0) return <Empty icon="check" title="一户不少，都报了" />
  const rest = view.counts.missing - view.missing.length
  return (
    <div className="stack chain-missing">
      <ul>
        {view.missing.map((household) => (
          <li key={household.householdId}>
            <Link to={`/ledger?household=${household.householdId}`}>
              <b>{displayDoor(household.door)}</b>
              <span className="quiet num">
                {household.headcount === null ? '人数不知道' : `${household.headcount} 人`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Link to={`/rolls/${rollId}?grid=${gridId}&state=missing`}>
        {rest > 0 ? `还有 ${rest} 户，打开完整名单` : '打开名单打电话'}
      </Link>
    </div>
  )
}
