import { Button, Text } from '@tarojs/components'
import type { ShareCard } from '../platform/share.ts'
import { Icon } from './icon.tsx'
import './button.css'

/** WeChat lets a page be passed on from its menu and from its own button, which says what it passes on. */
export function ShareButton({ card, children }: { card: ShareCard; children: string }) {
  return (
    <Button className="button button-soft button-wide" openType="share" data-title={card.title} data-path={card.path}>
      <Icon name="people" />
      <Text>{children}</Text>
    </Button>
  )
}
