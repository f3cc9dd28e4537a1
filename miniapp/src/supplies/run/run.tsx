import { useEffect } from 'react'
import { restartAt } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { RunDesk } from './run-desk.tsx'
import { RunIntro } from './run-intro.tsx'
import { RunList } from './run-list.tsx'
import { useRun } from './use-run.ts'

/** Bags to doors: my runs, or one of them. */
export default function RunPage() {
  const actor = useActor()
  const { id } = usePageParams()
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  return id === undefined || id === '' ? <RunList /> : <OneRun key={id} runId={id} />
}

/** Before it is on this phone, and then. */
function OneRun({ runId }: { runId: string }) {
  const run = useRun(runId)
  return run.sheet === null ? <RunIntro runId={runId} told={run.told} /> : <RunDesk run={run} sheet={run.sheet} />
}
