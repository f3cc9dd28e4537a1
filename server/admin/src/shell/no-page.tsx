import { Link } from 'react-router'
import { Empty } from '../ui/empty.tsx'

export function NoPage() {
  return <Empty title="没有这一页" hint="地址可能抄错了。" action={<Link to="/">回到总览</Link>} />
}

export function NotForYou() {
  return (
    <Empty
      icon="info"
      title="这一页不归您办理"
      hint={
        <>
          专班能看全部，网格长和网格员能看自己的网格。居民和志愿者请用<a href="/">手机页面</a>。
        </>
      }
    />
  )
}
