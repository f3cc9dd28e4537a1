import type { ReactNode } from 'react'
import { dateOf } from '@gezhong/shared/civil-day'
import { showTop } from '../../platform/navigation.ts'
import { Page } from '../../ui/page.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { Tabs } from '../tabs.tsx'
import { AskNotice } from './ask-notice.tsx'
import { useNotice } from './use-notices.ts'

/** Whoever comes for the first time reads what becomes of their data; whatever they answer, they come in. */
export function AskedFirst({ children }: { children: ReactNode }) {
  const notice = useNotice('privacy')
  if (notice?.asks !== true) return <>{children}</>
  return (
    <Page
      title={notice.title}
      subtitle={`看完在最下面选 · 第${notice.version}版 · ${dateOf(notice.day)}`}
      action={<ReadingSizePill />}
      bar={<ConnectionBar />}
      footer={<Tabs here="today" />}
    >
      <AskNotice notice={notice} onAnswered={showTop} />
    </Page>
  )
}
