import { View, Text } from '@tarojs/components'
import type { ReactNode } from 'react'
import { goBack } from '../platform/navigation.ts'
import { useReadingSize } from '../platform/reading-size.ts'
import { inBrowser } from '../platform/target.ts'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { pressable } from './press.ts'
import { PrivacySheet } from './privacy-sheet.tsx'
import { spokenAs } from './spoken-as.ts'
import './page.css'

interface Props {
  title: string
  subtitle?: string | undefined
  /** The one small action beside the title. */
  action?: ReactNode
  /** A page that was opened from another one. WeChat draws its own way back. */
  back?: boolean
  /** Stands over everything, such as the word that there is no network. */
  bar?: ReactNode
  /** Stays at the lower edge: the main action, or the tabs. */
  footer?: ReactNode
  children: ReactNode
}

/** The frame of every screen: reading size, heading, safe edges. */
export function Page({ title, subtitle, action, back = false, bar, footer, children }: Props) {
  const size = useReadingSize()
  return (
    <View className={classNames('page', size === 'elder' && 'elder')}>
      <View className="page-column" role="main">
        {bar}
        <View className="page-head">
          {back && inBrowser && (
            <View className="page-back" {...pressable(goBack, { label: '返回' })}>
              <Icon name="back" />
            </View>
          )}
          <View className="page-heading">
            <View className="page-title" {...spokenAs('heading')} aria-level="1">
              {title}
            </View>
            {subtitle !== undefined && subtitle !== '' && <Text className="page-subtitle">{subtitle}</Text>}
          </View>
          {action}
        </View>
        {children}
      </View>
      {footer !== undefined && (
        <>
          <View className="page-room" />
          <View className="page-foot">
            <View className="page-foot-column">{footer}</View>
          </View>
        </>
      )}
      {!inBrowser && <PrivacySheet />}
    </View>
  )
}
