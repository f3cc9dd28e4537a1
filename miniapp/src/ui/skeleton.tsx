import { View } from '@tarojs/components'
import './skeleton.css'

/** Grey lines in the shape of what comes; shown at once, so that waiting is seen and not wondered about. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <View className="skeleton" role="status" aria-label="正在加载">
      {Array.from({ length: rows }, (_, index) => (
        <View key={index} className="skeleton-row" aria-hidden="true">
          <View className="skeleton-line skeleton-long" />
          <View className="skeleton-line skeleton-short" />
        </View>
      ))}
    </View>
  )
}
