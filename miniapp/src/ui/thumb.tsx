import { Image, View } from '@tarojs/components'
import { inBrowser } from '../platform/target.ts'
import './thumb.css'

/** A small picture at the head of a row, fetched when it comes into view; without one, the first letter of the row's name. */
export function Thumb({ source, name }: { source: string | null; name: string }) {
  return (
    <View className="thumb" aria-hidden="true">
      {source === null ? (
        name.slice(0, 1)
      ) : (
        <Image
          className="thumb-image"
          mode="aspectFill"
          lazyLoad
          src={source}
          {...(inBrowser ? { nativeProps: { alt: '', loading: 'lazy', decoding: 'async' } } : {})}
        />
      )}
    </View>
  )
}
