import './platform/zod-jitless.ts'
import type { PropsWithChildren } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { whenAnswered } from './platform/api.ts'
import { queries } from './platform/queries.ts'
import { startPlatform } from './platform/start.ts'
import { sendTests } from './people/antigen/send-tests.ts'
import { sendKits } from './people/kits/send-kits.ts'
import { sendWaiting } from './people/report/outbox.ts'
import { sendCalls } from './people/calls/kept-calls.ts'
import { sendSamples } from './people/sampling/send-samples.ts'
import './app.css'

/** Everything that waits on this phone, each kind in its own order. */
const sendKept = () => {
  void sendWaiting()
  void sendSamples()
  void sendCalls()
  void sendTests()
  void sendKits()
}

startPlatform(sendKept)
whenAnswered(sendKept)
sendKept()

export default function App({ children }: PropsWithChildren) {
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}
