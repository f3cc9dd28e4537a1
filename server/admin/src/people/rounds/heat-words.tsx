import { MOSTLY } from './rate.ts'

/** What the tints say; the numbers stand in the cells. */
export function HeatWords() {
  return (
    <p className="heat-words">
      <span>
        <i className="heat-none" /> 都检了
      </span>
      <span>
        <i className="heat-some" /> {MOSTLY}% 以上
      </span>
      <span>
        <i className="heat-many" /> 不到 {MOSTLY}%
      </span>
      <span>格里是完成率和还差的人数，点开是名单。已结束的轮次是结束时的数，名单按现在的台账列。</span>
    </p>
  )
}
