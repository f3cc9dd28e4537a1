import { useState } from 'react'
import { TubeCode } from '@gezhong/shared/people/sampling/contract'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
import { scanCode } from '../../platform/scan.ts'
import { inBrowser } from '../../platform/target.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Field } from '../../ui/field.tsx'
import { type KeptTube, sumOf, type Taken } from './swabs.ts'

interface Props {
  tubes: readonly KeptTube[]
  last: KeptTube | undefined
  /** What the tube before had no room for, and this one takes at once. */
  carried: Taken
  onOpen: (code: string) => void
  onReopen: (tube: KeptTube) => void
}

/** The code of the next tube, scanned or typed. A scanner that types ends with the enter key. */
export function OpenTube({ tubes, last, carried, onOpen, onReopen }: Props) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const [twice, setTwice] = useState<string | null>(null)
  const begin = (text: string) => {
    const read = TubeCode.safeParse(text)
    if (!read.success) return setError('管号只有字母、数字和短横，4到40位，请照管子上的填')
    if (tubes.some(({ code }) => code === read.data)) return setTwice(read.data)
    onOpen(read.data)
  }
  const scan = async () => {
    const found = await scanCode('barCode')
    if (found === PRIVACY_REFUSED) return setError('没用摄像头。照着管子把管号填在这里就行')
    if (found !== null) begin(found.text)
  }
  return (
    <Card title="新的一管">
      {carried.length > 0 && <Banner tone="info" title={`管号填好就记下：${carried[0]!.door} ${sumOf(carried)} 人`} />}
      <Field
        label="管号"
        value={typed}
        placeholder="管子上印的号"
        maxLength={40}
        error={error}
        onChange={(text) => {
          setTyped(text)
          setError(undefined)
        }}
        onDone={() => begin(typed)}
      />
      {!inBrowser && (
        <Button kind="soft" onPress={() => void scan()}>
          扫管子上的码
        </Button>
      )}
      <Button shape="huge" disabled={typed.trim() === ''} onPress={() => begin(typed)}>
        开始用这管
      </Button>
      {last !== undefined && (
        <Button kind="plain" onPress={() => onReopen(last)}>
          {`回到上一管 ${last.code}`}
        </Button>
      )}
      {twice !== null && (
        <Confirm
          title="这个管号刚用过"
          text={`这部手机在这一轮已经用过 ${twice}。请看看管子上印的号。`}
          yes="号没错，照样用"
          no="改管号"
          onYes={() => onOpen(twice)}
          onNo={() => setTwice(null)}
        />
      )}
    </Card>
  )
}
