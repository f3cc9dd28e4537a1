import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { Empty } from '../ui/empty.tsx'

/** A page that breaks, or whose code could not be fetched, says so; menu and other pages go on working. */
export class PageFault extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <Empty
        icon="warn"
        title="这一页没有打开"
        hint="可能是网络断了，或系统刚更新过。重新载入就好，已经提交的内容都在。"
        action={
          <Button type="primary" onClick={() => window.location.reload()}>
            重新载入
          </Button>
        }
      />
    )
  }
}
