import { displayDoor } from '@gezhong/shared/people/door'
import { CHANGE_WORDS, type MissingHousehold } from '@gezhong/shared/people/missing/contract'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { namesWords } from './missing-words.ts'
import { sheetsOf, type Sheet, type SheetBy } from './print-groups.ts'

/** `phones`: null when the list is printed without them. */
export type PrintedRow = MissingHousehold & { phones: string[] | null }

/** A sheet for each; heading, column titles and foot stand on every page of it. */
export function MissingSheets({
  title,
  question,
  by,
  rows,
  at,
}: {
  title: string
  question: RollQuestion
  by: SheetBy
  rows: readonly PrintedRow[]
  at: Date
}) {
  const { titleOf } = useGrids()
  const sheets = sheetsOf(rows, by, titleOf)
  return (
    <section className="print-sheet">
      {sheets.length === 0 ? <h2>{title}：一户也没有</h2> : null}
      {sheets.map((sheet) => (
        <MissingSheet key={sheet.title} title={title} tested={question === 'who-was-tested'} sheet={sheet} at={at} />
      ))}
    </section>
  )
}

function MissingSheet({
  title,
  tested,
  sheet,
  at,
}: {
  title: string
  tested: boolean
  sheet: Sheet<PrintedRow>
  at: Date
}) {
  const { displayName } = useActor()
  const people = sheet.rows.reduce((sum, row) => sum + row.missing, 0)
  const withPhones = sheet.rows.some((row) => row.phones !== null)
  const width = withPhones ? 8 : 7
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th colSpan={width} className="print-heading">
            <b>{sheet.title}</b> {title} · {sheet.rows.length} 户，差 {people} 人
          </th>
        </tr>
        <tr>
          <th className="nowrap">门牌</th>
          <th className="nowrap">{tested ? '应检' : '台账'}</th>
          <th className="nowrap">还差</th>
          <th>还差谁</th>
          {withPhones ? <th className="nowrap">电话</th> : null}
          <th className="nowrap">变化</th>
          <th>备注</th>
          <th>办了没有</th>
        </tr>
      </thead>
      <tfoot>
        <tr>
          <td colSpan={width}>
            打印于 {at.toLocaleString('zh-CN')} · {displayName} · 含个人信息，用后销毁
          </td>
        </tr>
      </tfoot>
      <tbody>
        {sheet.rows.map((row) => (
          <tr key={row.householdId}>
            <td className="nowrap">
              <b>{displayDoor(row.door)}</b>
            </td>
            <td className="num">{row.due}</td>
            <td className="num">
              <b>{row.missing}</b>
            </td>
            <td>{namesWords(row)}</td>
            {withPhones ? <td className="nowrap num">{(row.phones ?? []).join(' ') || '没有'}</td> : null}
            <td className="nowrap">
              {CHANGE_WORDS[row.change]}
              {row.rollsMissing > 1 ? `，连缺 ${row.rollsMissing} 轮` : ''}
            </td>
            <td>
              {row.priority ? '【优先】' : ''}
              {row.note}
            </td>
            <td className="write-here" />
          </tr>
        ))}
      </tbody>
    </table>
  )
}
