import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { MILLI, sayGoods } from '@gezhong/shared/supplies/amounts'
import type { BoardStall, exportSupplyDay, Purchase, Undelivered } from '@gezhong/shared/supplies/board/contract'
import {
  CASE_KIND_WORDS,
  DELIVERY_ACT_WORDS,
  FAILED_WORDS,
  type DeliveryCase,
  type ScanLine,
} from '@gezhong/shared/supplies/deliveries/contract'
import { SCAN_VERDICT_WORDS } from '@gezhong/shared/supplies/deliveries/verdict'
import { RUN_STATE_WORDS, type Run } from '@gezhong/shared/supplies/runs/contract'
import { STALL_STATE_WORDS } from '@gezhong/shared/supplies/stalls/contract'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { exportSheets, type Sheet } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { list as listCases, scans as listScans } from '../deliveries/cases.ts'
import { board, purchases, undelivered } from './service.ts'

const when = (at: string | null): string | null =>
  at === null ? null : `${civilDay(new Date(at))} ${wallClock(new Date(at))}`

/** A sheet is one column after the other: what it is called and what a row has there. */
function sheet<Row>(name: string, rows: readonly Row[], columns: Record<string, (row: Row) => string | number | null>) {
  const cells = Object.values(columns)
  return {
    name,
    headers: Object.keys(columns),
    rows: rows.map((row) => cells.map((cell) => cell(row))),
  } satisfies Sheet
}

const stallSheet = (stalls: readonly BoardStall[]) =>
  sheet('菜吧', stalls, {
    网格: ({ gridCode }) => gridCode,
    菜吧: ({ title }) => title,
    状态: ({ state }) => STALL_STATE_WORDS[state],
    截止: ({ cutOff }) => when(cutOff),
    送到几点: ({ deliverUntil }) => when(deliverUntil),
    '订单（户）': ({ orders }) => orders,
    '金额（元）': ({ amountFen }) => amountFen / 100,
    '菜（样）': ({ kinds }) => kinds,
    '到货（样）': ({ arrived }) => arrived,
    装好: ({ packed }) => packed,
    派了人: ({ assigned }) => assigned,
    送到: ({ delivered }) => delivered,
    没送成: ({ failed }) => failed,
    超时: ({ late }) => late,
    窜格: ({ crossings }) => crossings,
    要过目: ({ openCases }) => openCases,
  })

const purchaseSheet = (rows: readonly Purchase[]) =>
  sheet('采购', rows, {
    菜: ({ name }) => name,
    单位: ({ unit }) => unit,
    要买: ({ orderedMilli }) => orderedMilli / MILLI,
    到货: ({ arrivedMilli }) => (arrivedMilli === null ? null : arrivedMilli / MILLI),
    '金额（元）': ({ amountFen }) => amountFen / 100,
    各网格: ({ stalls, unit }) =>
      stalls.map(({ gridCode, orderedMilli }) => `${gridCode}：${orderedMilli / MILLI}${unit}`).join('、'),
  })

const runSheet = (runs: readonly Run[]) =>
  sheet('送菜', runs, {
    网格: ({ gridCode }) => gridCode,
    菜吧: ({ stallTitle }) => stallTitle,
    谁送: ({ carrierName }) => carrierName,
    状态: ({ state }) => RUN_STATE_WORDS[state],
    袋: ({ bags }) => bags,
    送到: ({ delivered }) => delivered,
    没送成: ({ failed }) => failed,
    出发: ({ startedAt }) => when(startedAt),
    最后扫码: ({ lastScanAt }) => when(lastScanAt),
    送完: ({ endedAt }) => when(endedAt),
  })

const undeliveredSheet = (rows: readonly Undelivered[]) =>
  sheet('没送到', rows, {
    网格: ({ gridCode }) => gridCode,
    门牌: ({ door }) => door,
    重点户: ({ priority }) => (priority ? '是' : null),
    菜吧: ({ stallTitle }) => stallTitle,
    该几点送到: ({ deliverUntil }) => when(deliverUntil),
    超时: ({ isLate }) => (isLate ? '是' : null),
    装好: ({ packed }) => (packed ? '是' : null),
    谁送: ({ carrierName }) => carrierName,
    没送成: ({ failedWhy }) => (failedWhy === null ? null : FAILED_WORDS[failedWhy]),
    去过几次: ({ tries }) => tries,
  })

const scanSheet = (rows: readonly ScanLine[]) =>
  sheet('扫码', rows, {
    什么时候: ({ at }) => when(at),
    谁: ({ carrierName }) => carrierName,
    在哪个网格送: ({ runGridCode }) => runGridCode,
    哪个网格的袋子: ({ gridCode }) => gridCode,
    门牌: ({ door }) => door,
    扫出来: ({ verdict }) => SCAN_VERDICT_WORDS[verdict],
    怎么办的: ({ act }) => DELIVERY_ACT_WORDS[act],
    为什么: ({ why }) => (why === null ? null : FAILED_WORDS[why]),
    输的数字: ({ typed }) => (typed ? '是' : null),
    服务器收到: ({ receivedAt }) => when(receivedAt),
  })

const caseSheet = (rows: readonly DeliveryCase[]) =>
  sheet('要过目', rows, {
    网格: ({ gridCode }) => gridCode,
    门牌: ({ door }) => door,
    什么事: ({ kind }) => CASE_KIND_WORDS[kind],
    谁: ({ carrierName }) => carrierName,
    什么时候: ({ at }) => when(at),
    缺什么: ({ missing }) => sayGoods(missing),
    之前谁送过: ({ deliveredByName }) => deliveredByName,
    之前什么时候: ({ deliveredAt }) => when(deliveredAt),
    状态: ({ state }) => (state === 'settled' ? '处理好了' : '等处理'),
    怎么处理的: ({ note }) => note,
    谁处理的: ({ settledByName }) => settledByName,
  })

/** All of a day, or of one stall of it. */
export async function exportFileOf(
  work: Work,
  { day: asked, stall }: z.output<(typeof exportSupplyDay)['query']>,
  { reason }: ExportReason,
): Promise<FileReply> {
  const { day, stalls: all, runs } = await board(work, { day: asked })
  const stalls = stall === undefined ? all : all.filter(({ id }) => id === stall)
  if (stall !== undefined && stalls.length === 0) throw new Refusal('not-found')
  const whole = { page: 1, size: EXPORT_ROWS + 1 }
  const late = await undelivered(work, stalls, { ...whole, kind: undefined })
  const scans = await listScans(work, { ...whole, day, stall })
  const cases = await listCases(work, { ...whole, day, stall })
  if ([late, scans, cases].some(({ total }) => total > EXPORT_ROWS))
    throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 行，请一个菜吧一个菜吧地导出`)
  const ids = new Set(stalls.map(({ id }) => id))
  work.record({ action: 'delivery.exported', detail: `${day}，${stalls.length} 个菜吧，用途：${reason}` })
  return exportSheets(work, {
    fileName: `送菜-${day}-${civilDay(work.now)}.xlsx`,
    reason,
    sheets: [
      stallSheet(stalls),
      purchaseSheet(await purchases(work, stalls)),
      runSheet(runs.filter(({ stallId }) => ids.has(stallId))),
      undeliveredSheet(late.rows),
      scanSheet(scans.rows),
      caseSheet(cases.rows),
    ],
  })
}
