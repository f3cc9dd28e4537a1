import { Banner } from '../../ui/banner.tsx'

/** What became of taking reminders back. */
export function Taken({ cancelled, tooLate }: { cancelled: number; tooLate: number }) {
  if (tooLate === 0) return <Banner tone="mute" title="撤回了，没有发" />
  const gone = `${tooLate} 户已经发出，收不回来`
  return <Banner tone="warn" title={cancelled === 0 ? gone : `撤回了 ${cancelled} 户，${gone}`} />
}
