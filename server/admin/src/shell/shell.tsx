import { Button } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { LiveIndicator } from '../live/live-indicator.tsx'
import { useFirstRowKey } from '../table/use-first-row-key.ts'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { KeyHelp } from './key-help.tsx'
import { PageFault } from './page-fault.tsx'
import { SideNav } from './side-nav.tsx'

export function Shell() {
  const [navOpen, setNavOpen] = useState(false)
  const { pathname } = useLocation()
  useSearchKey()
  useFirstRowKey()
  return (
    <div className="shell">
      <a className="skip-link" href="#page">
        跳到内容
      </a>
      <header className="shell-bar">
        <Button
          type="text"
          aria-label={navOpen ? '收起菜单' : '打开菜单'}
          aria-expanded={navOpen}
          onClick={() => setNavOpen(!navOpen)}
        >
          <Icon name={navOpen ? 'close' : 'menu'} size={20} />
        </Button>
        <b>格中</b>
        <span className="shell-bar-live">
          <LiveIndicator />
        </span>
      </header>
      <SideNav open={navOpen} onNavigate={() => setNavOpen(false)} />
      <main className="shell-main" id="page">
        <PageFault key={pathname}>
          <Suspense fallback={<Skeleton lines={9} height={22} />}>
            <Outlet />
          </Suspense>
        </PageFault>
      </main>
      <KeyHelp />
    </div>
  )
}

/** `/` goes to the page's search field, unless somebody is typing. */
function useSearchKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if ((event.target as HTMLElement).closest('input,textarea,select,[contenteditable]')) return
      const field = document.querySelector<HTMLElement>('input[data-page-search], [data-page-search] input')
      if (!field) return
      event.preventDefault()
      field.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
