import type { ReactNode } from 'react'

const SHAPES = {
  overview: <path d="M4 13h6V4H4zM14 9h6V4h-6zM4 20h6v-4H4zM14 20h6v-8h-6z" />,
  grid: <path d="M4 4h16v16H4zM4 12h16M12 4v16" />,
  ledger: <path d="M6 4h12v16H6zM9 9h6M9 13h6M9 17h3" />,
  upload: <path d="M12 16V5m-4 4 4-4 4 4M5 19h14" />,
  download: <path d="M12 5v11m-4-4 4 4 4-4M5 19h14" />,
  paste: <path d="M9 5h6v3H9zM9 6H6v14h12V6h-3M9 13h6M9 16h4" />,
  scales: <path d="M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a2.8 2.8 0 0 0 5 0zM19 7l-2.5 6a2.8 2.8 0 0 0 5 0z" />,
  roll: <path d="M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 9v4l3 2M9 2h6" />,
  audit: <path d="M12 3 5 6v6c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6zM9 12l2 2 4-4" />,
  search: <path d="M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4" />,
  print: <path d="M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z" />,
  undo: <path d="M8 9h8a5 5 0 0 1 0 10H9M8 9l4-4M8 9l4 4" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  check: <path d="m5 13 4 4L19 7" />,
  warn: <path d="M12 4 3 19h18zM12 10v4M12 16.5v.5" />,
  info: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8v.5" />,
  phone: <path d="M6 4h3l2 5-2 1.5a12 12 0 0 0 5 5L15.5 13l5 2v3a2 2 0 0 1-2 2A15 15 0 0 1 4 6a2 2 0 0 1 2-2z" />,
  person: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0" />,
  leave: <path d="M14 4H5v16h9M10 12h10m-3-3 3 3-3 3" />,
  sun: (
    <path d="M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M6 6l1 1M17 17l1 1M6 18l1-1M17 7l1-1" />
  ),
  moon: <path d="M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z" />,
  screen: <path d="M4 5h16v11H4zM9 20h6M12 16v4" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  right: <path d="m9 6 6 6-6 6" />,
  left: <path d="m15 6-6 6 6 6" />,
  down: <path d="m6 9 6 6 6-6" />,
  up: <path d="m6 15 6-6 6 6" />,
  basket: <path d="M4 10h16l-2 9H6zM8 10l3-6M16 10l-3-6M10 13v3M14 13v3" />,
  truck: (
    <path d="M3 6h11v10H3zM14 10h4l3 3v3h-7M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z" />
  ),
  scan: <path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16" />,
  edit: <path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" />,
  history: <path d="M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4l3 2" />,
  plus: <path d="M12 5v14M5 12h14" />,
  home: <path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z" />,
  empty: <path d="M4 13 7 5h10l3 8v6H4zM4 13h5l1.5 2.5h3L15 13h5" />,
  tube: <path d="M9 3h6M10 3v14a2 2 0 0 0 4 0V3M10 11h4" />,
  keyboard: <path d="M3 7h18v10H3zM7 11h.5M11 11h.5M15 11h.5M8 14h8" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof SHAPES

/** A decorative drawing: the word beside it, or the button's label, says the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[name]}
    </svg>
  )
}
