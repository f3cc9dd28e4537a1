import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { pressable } from './press.ts'
import './bar.css'

/** A thin line over the page: a state, such as having no network, and never an alarm. */
export function StateBar({ icon, children }: { icon: IconName; children: string }) {
  return (
    <View className="state-bar" role="status">
      <Icon name={icon} />
      <Text>{children}</Text>
    </View>
  )
}

/** Holds the main action at the lower edge. */
export function ActionBar({ children }: { children: ReactNode }) {
  return <View className="action-bar">{children}</View>
}

export interface Tab {
  icon: IconName
  word: string
  here: boolean
  onPress: () => void
}

export function TabBar({ tabs }: { tabs: readonly Tab[] }) {
  return (
    <View className="tab-bar" role="navigation" aria-label="主菜单">
      {tabs.map(({ icon, word, here, onPress }) => (
        <View
          key={word}
          className={classNames('tab', here && 'tab-here')}
          {...pressable(onPress, { role: 'link' })}
          {...(here ? { 'aria-current': 'page' } : {})}
        >
          <Icon name={icon} />
          <Text>{word}</Text>
        </View>
      ))}
    </View>
  )
}
