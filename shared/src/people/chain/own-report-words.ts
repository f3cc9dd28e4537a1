import { wallClock } from '../../civil-day.ts'
import type { OwnReport } from './contract.ts'

/** `本人 6:10 报的是 3 人，按接龙的算`: for the worker who reads the line beside it. */
export function ownReportWords({ headcount, intent, at, replaced }: OwnReport): string {
  const said = intent === 'vacant' ? '空房' : headcount === null ? '没写人数' : `${headcount} 人`
  return `本人 ${wallClock(new Date(at))} 报的是 ${said}，${replaced ? '按接龙的算' : '比接龙晚，按本人的算'}`
}
