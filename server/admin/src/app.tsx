import type { Actor } from '@gezhong/shared/actor'
import { QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useEffect, useMemo, useState, type ComponentType, type ReactNode } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { createQueryClient } from './api/query.ts'
import { LiveProvider } from './live/use-live.tsx'
import { ActorContext } from './session/actor.ts'
import { askWho } from './session/ask-who.ts'
import { LockScreen } from './session/lock-screen.tsx'
import { SessionStart } from './session/session-start.tsx'
import { useLocked, useSession, whenCookieMayDiffer } from './session/session.ts'
import { JoinPage } from './session/join-page.tsx'
import { SecondFactorPage } from './session/second-factor-page.tsx'
import { PhoneOnly } from './session/phone-only.tsx'
import { SignInPage } from './session/sign-in-page.tsx'
import { useIdleLock } from './session/use-idle-lock.ts'
import { INNER_PAGES, PAGE_GROUPS } from './shell/pages.ts'
import { NoPage, NotForYou } from './shell/no-page.tsx'
import { Shell } from './shell/shell.tsx'
import { antdTheme } from './theme/antd-theme.ts'
import { useScheme } from './theme/color-scheme.ts'
import { Toasts } from './ui/toasts.tsx'

function askAgain(): void {
  // Nothing answered: whoever it was stays until the server says otherwise.
  askWho().catch(() => undefined)
}
const JOIN_PATH = `${import.meta.env.BASE_URL}join`

export function App() {
  const scheme = useScheme()
  const theme = useMemo(() => antdTheme(scheme), [scheme])
  const session = useSession()
  const locked = useLocked()
  useEffect(() => whenCookieMayDiffer(askAgain), [])
  const [joining, setJoining] = useState(location.pathname === JOIN_PATH)
  const leaveInvitation = () => {
    // The link is not to be found again in the browser's history.
    history.replaceState(null, '', import.meta.env.BASE_URL)
    setJoining(false)
  }
  return (
    <ConfigProvider theme={theme} locale={zhCN} button={{ autoInsertSpace: false }}>
      {/* What one person has read never stays for the next one at the same computer. */}
      <Reads key={session?.actor?.accountId ?? 'nobody'}>
        {joining && session !== undefined ? (
          <JoinPage onJoined={leaveInvitation} />
        ) : session?.secondFactor ? (
          <SecondFactorPage name={session.actor?.displayName ?? null} />
        ) : session && !hasPages(session.actor) ? (
          <PhoneOnly actor={session.actor} />
        ) : session ? (
          <ActorContext.Provider value={session.actor}>
            <LiveProvider>
              <BrowserRouter basename="/admin">
                <Pages actor={session.actor} />
              </BrowserRouter>
            </LiveProvider>
          </ActorContext.Provider>
        ) : session === undefined ? (
          <SessionStart />
        ) : (
          <SignInPage />
        )}
        {locked ? <LockScreen /> : null}
      </Reads>
      <Toasts />
    </ConfigProvider>
  )
}

const hasPages = (actor: Actor): boolean => PAGE_GROUPS.flat().some((page) => page.may(actor))

function Reads({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueryClient)
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}

function Pages({ actor }: { actor: Actor }) {
  useIdleLock()
  const allowed = (may: (actor: Actor) => boolean, Page: ComponentType) => (may(actor) ? <Page /> : <NotForYou />)
  return (
    <Routes>
      <Route element={<Shell />}>
        {[...PAGE_GROUPS.flat(), ...INNER_PAGES].map(({ path, may, Page }) => (
          <Route key={path} path={path} element={allowed(may, Page)} />
        ))}
        <Route path="*" element={<NoPage />} />
      </Route>
    </Routes>
  )
}
