import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { civilDay } from '@gezhong/shared/civil-day'
import { CARRYING_POST_WORDS, type ShownCredential } from '@gezhong/shared/grid/credentials/contract'
import { holdsOn } from '@gezhong/shared/grid/credentials/opens-grid'
import { useFullBrightness } from '../../platform/brightness.ts'
import { useNow } from '../../platform/use-now.ts'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { Choices } from '../../ui/choices.tsx'
import { QrSquare } from '../../ui/qr-square.tsx'
import { Row } from '../../ui/row.tsx'
import './credential.css'

/** Why it does not hold today; null when it does. */
function problemOf({ validFrom, validUntil, revokedAt, reason }: ShownCredential, today: string): string | null {
  if (revokedAt !== null) return `这张证吊销了：${reason}`
  if (today < validFrom) return `${validFrom} 才开始有效`
  return today > validUntil ? `${validUntil} 到期了，请网格长换一张` : null
}

/** A credential with the code of one of its grids: another grid is another code. */
export function ShownCard({ credential }: { credential: ShownCredential }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { serial, post, displayName, village, areas, codes, validFrom, validUntil } = credential
  const today = civilDay(useNow())
  const problem = problemOf(credential, today)
  const code = codes.find(({ gridCode }) => gridCode === chosen) ?? codes[0]
  return (
    <>
      {problem !== null && <Banner tone="bad" title={problem} />}
      <Card title={`${CARRYING_POST_WORDS[post]}证 ${serial}`} note={village} tone={problem === null ? 'ok' : 'bad'}>
        <View className="credential-name">{displayName}</View>
        {codes.length > 1 && (
          <Choices
            label="哪个网格的码"
            value={code!.gridCode}
            onChange={setChosen}
            options={codes.map(({ gridCode }) => ({ value: gridCode, word: `${gridCode} 网格` }))}
          />
        )}
        {code !== undefined && holdsOn(credential, today) && (
          <Code digits={code.digits} label={`${code.gridCode} 网格的证件二维码`} />
        )}
        <Row title={`只在 ${areas.join('、')} 网格内有效`} note="一人一证，不得转借，不要窜格" />
        <Row title="有效期" end={<Text className="num">{`${validFrom} 到 ${validUntil}`}</Text>} />
      </Card>
    </>
  )
}

function Code({ digits, label }: { digits: string; label: string }) {
  useFullBrightness()
  return (
    <View className="credential-code">
      <QrSquare text={digits} label={label} />
    </View>
  )
}
