import './zod-config.ts'
import './theme/base.css'
import './ui/ui.css'
import './table/table.css'
import './shell/shell.css'
import './theme/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startColorScheme } from './theme/color-scheme.ts'

startColorScheme()

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root element')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
