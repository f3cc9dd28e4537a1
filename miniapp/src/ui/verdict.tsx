import { Text, View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import { signal } from '../platform/signal.ts'
import { Icon, type IconName } from './icon.tsx'
import { pressable } from './press.ts'
import { WholeNumbers } from './whole-numbers.tsx'
import './verdict.css'

export type VerdictTone = 'ok' | 'look' | 'stop'

export interface Verdict {
  /** Each has its own: a new one sounds and buzzes, the same one drawn again does not. */
  id: string
  tone: VerdictTone
  /** What it is, in at most seven letters: readable at arm's length. */
  word: string
  /** Whose, which, when. */
  lines: readonly string[]
  /** Why, and what to do now. */
  note?: string | undefined
}

const ICONS: Record<VerdictTone, IconName> = { ok: 'done', look: 'alert', stop: 'barred' }

interface Props {
  verdict: Verdict
  /** What can be done about it, on the colour. */
  actions?: readonly { word: string; onPress: () => void }[]
  /** A sheet at the lower edge instead, for what is to be read before it is pressed. */
  children?: ReactNode
}

/** Heard and felt once, when it comes. */
function Heard({ tone }: { tone: VerdictTone }) {
  useEffect(() => signal(tone), [tone])
  return null
}

/** One answer over the whole screen: a colour, a sign, a word, the reason; and heard and felt as well. */
export function VerdictView({ verdict, actions = [], children }: Props) {
  const { id, tone, word, lines, note } = verdict
  return (
    <View className={`verdict verdict-${tone}`}>
      <Heard key={id} tone={tone} />
      <View className="verdict-said" role="alert">
        <View className="verdict-icon">
          <Icon name={ICONS[tone]} />
        </View>
        <Text className="verdict-word">{word}</Text>
        {lines.map((line) => (
          <Text key={line} className="verdict-line">
            <WholeNumbers>{line}</WholeNumbers>
          </Text>
        ))}
        {note !== undefined && note !== '' && (
          <Text className="verdict-note">
            <WholeNumbers>{note}</WholeNumbers>
          </Text>
        )}
      </View>
      {children !== undefined && <View className="verdict-sheet">{children}</View>}
      {actions.length > 0 && (
        <View className="verdict-actions">
          {actions.map(({ word: name, onPress }, at) => (
            <View
              key={name}
              className={at === actions.length - 1 ? 'verdict-action verdict-action-main' : 'verdict-action'}
              {...pressable(onPress)}
            >
              <Text>{name}</Text>
            </View>
          ))}
        </View>
      )}
    </View>
  )
}
