import { View } from '@tarojs/components'
import type { Notice } from '@gezhong/shared/people/agreements/contract'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import './notice-text.css'

/** A notice to read, and beside it what not agreeing stops and what goes on. */
export function NoticeText({ notice }: { notice: Notice }) {
  return (
    <>
      <Card>
        {notice.parts.map(({ heading, lines }) => (
          <View key={heading} className="notice-part">
            <View className="notice-heading" role="heading" aria-level="2">
              {heading}
            </View>
            {lines.map((line) => (
              <View key={line} className="notice-line">
                {line}
              </View>
            ))}
          </View>
        ))}
      </Card>
      <Banner tone="info" title={notice.stops} text={notice.goesOn} />
    </>
  )
}
