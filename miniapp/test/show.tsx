/** Shows a page as the app would, to a person who is signed in. */
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { queries } from '../src/platform/queries.ts'
import { dropSession, keepSession } from '../src/platform/session.ts'
import { ACTORS, NOW } from './village.ts'

export function signedIn(name: keyof typeof ACTORS | null): void {
  queries.clear()
  if (name === null) dropSession()
  else keepSession({ token: name, refreshToken: null, actor: ACTORS[name], expiresAt: NOW })
}

export const show = (page: ReactElement) => render(<QueryClientProvider client={queries}>{page}</QueryClientProvider>)
