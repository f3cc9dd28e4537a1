import { VERDICT_WORDS, type Verdict } from '@gezhong/shared/people/reconciliation/verdict'
import { Tag, type Tone } from '../ui/tag.tsx'

const TONES: Record<Verdict, Tone> = {
  matched: 'ok',
  'headcount-differs': 'warn',
  'phone-differs': 'info',
  'unknown-door': 'bad',
  candidates: 'info',
  incomplete: 'bad',
  superseded: 'plain',
  duplicate: 'plain',
  withdrawn: 'plain',
  dismissed: 'plain',
}

export function VerdictTag({ verdict }: { verdict: Verdict }) {
  return <Tag tone={TONES[verdict]}>{VERDICT_WORDS[verdict]}</Tag>
}
