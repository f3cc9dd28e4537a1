import { Image, View } from '@tarojs/components'
import { inBrowser } from '../platform/target.ts'
import './photo.css'

/** A photo in full width and whole; `label` is what a screen reader says of it. */
export function Photo({ source, label }: { source: string; label: string }) {
  return (
    <View className="photo" role="img" aria-label={label}>
      <Image
        className="photo-image"
        mode="aspectFit"
        src={source}
        {...(inBrowser ? { nativeProps: { alt: label } } : {})}
      />
    </View>
  )
}
