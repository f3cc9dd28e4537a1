import { stallAnnouncement } from '@gezhong/shared/supplies/stalls/announcement'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { Icon } from '../../ui/icon.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { standing } from './stall-words.ts'

const WHY_NOT = {
  draft: '还没开卖，发出去群里也订不了。先点“开卖”。',
  closed: '已经截止，现在发出去群里订不了。',
  'called-off': '这个菜吧已经取消了，不用发。',
} as const

/** The text for the grid's group, ready to be copied. */
export function AnnouncementBox({ stall }: { stall: StallWithItems }) {
  const text = stallAnnouncement(stall)
  const state = standing(stall)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      showToast({ text: '复制好了，到群里粘贴就行' })
    } catch {
      showToast({ text: '浏览器不让复制，请选中文字手动复制', tone: 'bad' })
    }
  }
  return (
    <section className="box stack">
      <div className="row apart">
        <h3>发到群里的话</h3>
        <Button type="primary" icon={<Icon name="paste" />} onClick={() => void copy()}>
          复制
        </Button>
      </div>
      {state === 'open' ? null : (
        <p className="warn-text">
          <Icon name="warn" /> {WHY_NOT[state]}
        </p>
      )}
      <pre className="announcement" tabIndex={0} aria-label="发到群里的话">
        {text}
      </pre>
      <p className="quiet small">卖完的不写在里面。连着接龙一起复制回来也没关系，这段话不会被当成订单。</p>
    </section>
  )
}
