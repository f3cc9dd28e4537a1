import './platform/zod-jitless.ts'
import type { PropsWithChildren } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { whenAnswered } from './platform/api.ts'
import { queries } from './platform/queries.ts'
import { startPlatform } from './platform/start.ts'
import { sendAll } from './home/send-all.ts'
import './app.css'

startPlatform(sendAll)
whenAnswered(sendAll)
sendAll()

export default function App({ children }: PropsWithChildren) {
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}
