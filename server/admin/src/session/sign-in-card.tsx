import type { ReactNode } from 'react'
import './sign-in.css'

/** The card of everything that stands before the pages themselves: signing in, an invitation, a lock. */
export function SignInCard({
  title = '格中',
  about,
  children,
}: {
  title?: string
  about: string
  children: ReactNode
}) {
  return (
    <section className="sign-in-card">
      <header>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} width={48} height={48} alt="" />
        <div>
          <h1>{title}</h1>
          <p className="quiet small">{about}</p>
        </div>
      </header>
      {children}
    </section>
  )
}

export const MOTTO = '人在格中住 · 物在格中送 · 路在格中控'
