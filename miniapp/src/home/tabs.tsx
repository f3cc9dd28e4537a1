import { go } from '../platform/navigation.ts'
import { TabBar } from '../ui/bar.tsx'

/** The tabs of the main package; scanning joins them when there is something to scan. */
export function Tabs({ here }: { here: 'today' | 'mine' }) {
  return (
    <TabBar
      tabs={[
        { icon: 'home', word: '今日', here: here === 'today', onPress: () => go('/home/today/today') },
        { icon: 'person', word: '我的', here: here === 'mine', onPress: () => go('/home/mine/mine') },
      ]}
    />
  )
}
