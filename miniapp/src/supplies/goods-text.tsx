import { Text } from '@tarojs/components'
import { Fragment } from 'react'
import './goods-text.css'

/** A list of goods in which none is torn from its amount at the end of a line. */
export function GoodsText({ children }: { children: string }) {
  return children.split('、').map((one, at) => (
    <Fragment key={at}>
      {at > 0 && '、'}
      <Text className="one-of-goods">{one}</Text>
    </Fragment>
  ))
}
