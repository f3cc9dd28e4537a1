import { Link } from 'react-router'

/** A number of a table that leads to the rows behind it; nothing lies behind 0. */
export function NumberCell({ to, value, tone = '' }: { to: string; value: number; tone?: string }) {
  return (
    <td className="right num">
      {value === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <Link className={`number-link ${tone}`} to={to}>
          {value.toLocaleString()}
        </Link>
      )}
    </td>
  )
}
