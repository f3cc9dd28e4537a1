import { View } from '@tarojs/components'
import { useState } from 'react'
import { type PhotoFrom, takePhoto } from '../../platform/photo.ts'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Photo } from '../../ui/photo.tsx'
import './antigen.css'

const REFUSED = '没有同意，拍不了照。可以请网格员来看一眼，替您报'
const UNREADABLE = '这张打不开，请换一张，或直接拍'

interface Props {
  photo: string | null
  onPhoto: (photo: string) => void
}

/** Takes or chooses the photo of a cassette and shows it, so that whoever sends it has seen it. */
export function PhotoPart({ photo, onPhoto }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const take = async (from: PhotoFrom) => {
    setBusy(true)
    const taken = await takePhoto(from).catch(() => undefined)
    setBusy(false)
    setProblem(taken === PRIVACY_REFUSED ? REFUSED : taken === undefined ? UNREADABLE : null)
    if (typeof taken === 'string' && taken !== PRIVACY_REFUSED) onPhoto(taken)
  }
  return (
    <View className="tell-part">
      <View className="tell-word">{photo === null ? '拍一张试剂，线要看得清' : '看看线清不清楚'}</View>
      {photo !== null && <Photo source={photo} label="您拍的试剂" />}
      {problem !== null && <Banner tone="warn" title={problem} />}
      <View className="tell-keys">
        <Button kind={photo === null ? 'main' : 'plain'} disabled={busy} onPress={() => void take('camera')}>
          {photo === null ? '拍照' : '重拍'}
        </Button>
        <Button kind="plain" disabled={busy} onPress={() => void take('album')}>
          从相册选
        </Button>
      </View>
    </View>
  )
}
