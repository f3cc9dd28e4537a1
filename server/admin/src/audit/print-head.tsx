import type { verifyAudit } from '@gezhong/shared/audit/contract'
import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { currentCommunity } from '@gezhong/shared/grid/communities/contract'
import { Button } from 'antd'
import { createPortal } from 'react-dom'
import type { z } from 'zod'
import { useRead } from '../api/query.ts'
import { useActor } from '../session/actor.ts'
import { usePrinting } from '../ui/use-printing.ts'

type Anchors = z.output<typeof verifyAudit.reply>['anchors']

export function anchorWords(anchors: Anchors): string {
  if (anchors === null) return '没有设每日存证的文件夹，请每天打印一次存证码收好。'
  if (anchors.last === null) return '每日存证还没有写下第一笔。'
  return `每日存证 ${anchors.days} 天，都对得上，最近一次 ${anchors.last.day}。`
}

/** In groups of eight, so that two papers can be compared by eye. */
const inGroups = (head: string) => head.match(/.{1,8}/g)?.join(' ') ?? head

/** The newest seal on paper: who keeps it can show later that nothing before it was cut off or made anew. */
export function PrintHead({ head, entries }: { head: string; entries: number }) {
  const [printedAt, print] = usePrinting()
  const community = useRead(currentCommunity).data
  const actor = useActor()
  return (
    <>
      <Button size="small" onClick={print}>
        打印存证码
      </Button>
      {printedAt
        ? createPortal(
            <section className="print-sheet">
              <h1>{community?.name} · 审计存证</h1>
              <p>
                到 {civilDay(printedAt)} {wallClock(printedAt)} 为止，共 {entries.toLocaleString()} 条记录。存证码：
              </p>
              <code>{inGroups(head)}</code>
              <p>请收好这张纸。以后核验时，“审计”页上这一天的存证码应当与它相同。</p>
              <p>打印人：{actor.displayName}　签字：＿＿＿＿＿＿＿＿</p>
            </section>,
            document.body,
          )
        : null}
    </>
  )
}
