import { View } from '@tarojs/components'
import { exportOwnData, type OwnDataForm } from '@gezhong/shared/people/own-data/contract'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { saveText } from '../../platform/save-text.ts'
import { inBrowser } from '../../platform/target.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

/** To read and print, and for a machine. Their own number is in full in it, so they are told to keep it. */
export function TakeAway() {
  const taking = useWrite(async (form: OwnDataForm) => {
    const done = await saveText(await call(exportOwnData, { body: { form } }))
    notice(!done ? '没有存成，请再试一次' : inBrowser ? '存好了，在下载里' : '复制好了，可以粘贴')
  })
  return (
    <Card title="带走一份" note={inBrowser ? '存到这台设备' : '复制后自己存'}>
      <View className="own-why">里面有您完整的手机号，别转给不认识的人。每导出一次都有记录。</View>
      {taking.problem !== null && <Banner tone="bad" title={taking.problem} />}
      <Buttons>
        <Button kind="soft" busy={taking.busy} onPress={() => void taking.run(inBrowser ? 'page' : 'text')}>
          {inBrowser ? '存成能打印的' : '复制文字'}
        </Button>
        <Button
          kind="soft"
          busy={taking.busy}
          label={inBrowser ? '存成电脑能读的 JSON' : '复制电脑能读的 JSON'}
          onPress={() => void taking.run('json')}
        >
          {inBrowser ? '存成电脑能读的' : '复制给电脑的'}
        </Button>
      </Buttons>
    </Card>
  )
}
