import { readStall } from '@gezhong/shared/supplies/stalls/contract'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { newId } from '../../api/new-id.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useScopeGrids } from '../../grid/use-scope-grids.ts'
import { Page } from '../../shell/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { draftOf, newStall } from './stall-draft.ts'
import { StallForm } from './stall-form.tsx'
import './stalls.css'

/** Makes a stall, or changes one: `/stalls/new`, `/stalls/:stallId/edit`. */
export default function StallEditPage() {
  const { stallId } = useParams()
  return stallId === undefined ? <NewStall /> : <ChangeStall id={stallId} />
}

function Waiting({ title, error, onRetry }: { title: string; error: unknown; onRetry: () => void }) {
  return (
    <Page title={title}>
      <ProblemNote error={error} onRetry={onRetry} />
      {error ? null : (
        <section className="box">
          <Skeleton lines={8} height={20} />
        </section>
      )}
    </Page>
  )
}

function NewStall() {
  const [params] = useSearchParams()
  const { grids } = useScopeGrids()
  const whole = grids.filter(({ level }) => level === 'grid')
  if (grids.length === 0) return <Waiting title="开一个菜吧" error={null} onRetry={() => undefined} />
  const gridId = params.get('grid') ?? (whole.length === 1 ? whole[0]!.id : '')
  return <NewForm gridId={gridId} />
}

function NewForm({ gridId }: { gridId: string }) {
  const [begun] = useState(() => ({
    stallId: newId(),
    revision: 0,
    draft: newStall(gridId, newId(), new Date()),
  }))
  return <StallForm draftKey="new" begun={begun} stall={null} />
}

function ChangeStall({ id }: { id: string }) {
  const { data, error, refetch } = useRead(readStall, { params: { id } })
  if (data === undefined) return <Waiting title="改菜吧" error={error} onRetry={() => void refetch()} />
  // What the page reads again while one types changes nothing of what is typed.
  return (
    <StallForm
      key={id}
      draftKey={id}
      begun={{ stallId: id, revision: data.revision, draft: draftOf(data) }}
      stall={data}
    />
  )
}
