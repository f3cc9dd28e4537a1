import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useRef } from 'react'
import { useNavigate } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { Page } from '../../shell/page.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { useBottomBar } from '../../ui/use-bottom-bar.ts'
import { CopyLast } from './copy-last.tsx'
import { ItemTable } from './item-table.tsx'
import type { KeptDraft } from './kept-draft.ts'
import { draftOf } from './stall-draft.ts'
import { StallFields } from './stall-fields.tsx'
import { useStallForm } from './use-stall-form.ts'

/** `stall` is the one that is changed; null for a new one. */
export function StallForm({
  draftKey,
  begun,
  stall,
}: {
  draftKey: string
  begun: KeptDraft
  stall: StallWithItems | null
}) {
  const navigate = useNavigate()
  const form = useStallForm(draftKey, begun)
  const { draft, problems, theirs } = form
  const bar = useBottomBar<HTMLDivElement>()
  const page = useRef<HTMLFormElement>(null)
  const showWrong = () =>
    // The first field that is wrong may lie far above the button; it is there once it is drawn.
    requestAnimationFrame(() =>
      page.current?.querySelector('.field-problem, .changed-meanwhile')?.scrollIntoView({ block: 'center' }),
    )
  const save = () =>
    form.submit((saved) => {
      showToast({ text: saved.state === 'draft' ? '存好了，还没开卖' : '改好了，已订的价钱不变' })
      void navigate(`/stalls/${saved.id}`, { replace: true })
    }, showWrong)
  return (
    <Page
      title={stall === null ? '开一个菜吧' : `改菜吧：${stall.title}`}
      actions={stall === null ? <CopyLast draft={draft} onCopy={(copied) => form.change(() => copied)} /> : null}
    >
      <form
        ref={page}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {theirs === null ? null : (
          <div className="changed-meanwhile" role="alert">
            <span>别人刚改过这个菜吧：现在有 {theirs.items.length} 样菜。你填的还在下面，再点“保存”就按你的存。</span>
            <Button
              size="small"
              onClick={() => form.startWith({ stallId: theirs.id, revision: theirs.revision, draft: draftOf(theirs) })}
            >
              用现在的
            </Button>
          </div>
        )}
        <StallFields
          draft={draft}
          problems={problems}
          mayMove={stall === null || stall.state === 'draft'}
          onChange={form.change}
        />
        <ItemTable items={draft.items} sold={stall?.items ?? []} problems={problems} onChange={form.changeItems} />
        <ProblemNote error={form.whole} />
        <div ref={bar} className="form-bar">
          <Button onClick={() => void navigate(stall === null ? '/stalls' : `/stalls/${stall.id}`)}>
            {stall === null ? '先不开' : '回去'}
          </Button>
          {form.isTouched ? <Button onClick={form.forget}>不要填的了</Button> : null}
          <span className="push quiet small">
            {stall === null ? '保存后先不开卖，看一遍再开。' : '已订的单按订的时候的价钱算。'}
          </span>
          <Button type="primary" htmlType="submit" loading={form.busy}>
            保存
          </Button>
        </div>
      </form>
    </Page>
  )
}
