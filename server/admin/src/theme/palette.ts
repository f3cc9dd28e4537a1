// The one place where colours are written. They become CSS variables here and antd tokens in antd-theme.ts,
// so a page never names a colour itself. Text on its ground has a contrast of at least 4.5:1 in both schemes.

export type Scheme = 'light' | 'dark'

const light = {
  brand: '#018942',
  'brand-strong': '#006b33',
  'brand-soft': '#e5f3eb',
  'on-brand': '#ffffff',
  ink: '#14201a',
  'ink-2': '#4a5951',
  'ink-3': '#5f6d65',
  line: '#e1e8e3',
  'line-strong': '#c3cec7',
  bg: '#f3f6f4',
  card: '#ffffff',
  hover: '#f6f9f7',
  warn: '#8a5200',
  'warn-soft': '#fff3dc',
  bad: '#b42318',
  'bad-soft': '#fdebe9',
  info: '#1557c0',
  'info-soft': '#e8f1fe',
  quiet: '#9bb5a6',
  'map-none': '#cfe9da',
  'map-some': '#fbe3ae',
  'map-many': '#f9c9a0',
  'map-most': '#f2a99f',
  'house-none': '#7cbb98',
  'house-some': '#dfb257',
  'house-many': '#e09a5c',
  'house-most': '#d6776a',
}

export type Palette = Record<keyof typeof light, string>

const dark: Palette = {
  brand: '#4cc38a',
  'brand-strong': '#7ad9aa',
  'brand-soft': '#173426',
  'on-brand': '#07140d',
  ink: '#e9f0ec',
  'ink-2': '#b4c2ba',
  'ink-3': '#95a59c',
  line: '#2a352f',
  'line-strong': '#445249',
  bg: '#0f1512',
  card: '#182019',
  hover: '#1e2821',
  warn: '#f2b45c',
  'warn-soft': '#3a2a0f',
  bad: '#ff8a7d',
  'bad-soft': '#3d1a17',
  info: '#82b1ff',
  'info-soft': '#14253f',
  quiet: '#5d7668',
  'map-none': '#1f4a35',
  'map-some': '#5a441a',
  'map-many': '#6e4420',
  'map-most': '#742c26',
  'house-none': '#3d8a66',
  'house-some': '#94732f',
  'house-many': '#a9692f',
  'house-most': '#b1483e',
}

export const PALETTES: Record<Scheme, Palette> = { light, dark }

export function paint(scheme: Scheme): void {
  const root = document.documentElement
  root.dataset.theme = scheme
  root.style.colorScheme = scheme
  for (const [name, value] of Object.entries(PALETTES[scheme])) root.style.setProperty(`--${name}`, value)
}
