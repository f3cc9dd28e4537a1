import { KIND_WORDS, type Verdict } from '@gezhong/shared/people/reconciliation/verdict'
import { verdictWord } from '@gezhong/shared/people/rolls/still-missing'
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

/** What a person must look at. */
export function KindTag({ kind }: { kind: keyof typeof KIND_WORDS }) {
  return <Tag tone={kind === 'more-sampled' ? 'warn' : TONES[kind]}>{KIND_WORDS[kind]}</Tag>
}

/** `stillMissing`: people whom the statement leaves missing, in a roll that asks who was tested. */
export function VerdictTag({ verdict, stillMissing = 0 }: { verdict: Verdict; stillMissing?: number }) {
  return <Tag tone={stillMissing > 0 ? 'bad' : TONES[verdict]}>{verdictWord({ verdict, stillMissing })}</Tag>
}
