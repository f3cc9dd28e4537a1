import { View } from '@tarojs/components'
import { useState } from 'react'
import { NO_PHOTO_WORDS, NoPhoto, RESULT_WORDS, TestResult } from '@gezhong/shared/people/antigen/contract'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { PhotoPart } from './photo-part.tsx'
import './antigen.css'

/** Whom a test is told of. */
export interface Whom {
  residentId: string | null
  who: string
  /** People known by number only; 1 for a named person. */
  most: number
}

export interface TellingOf {
  people: number
  result: TestResult
  photo: string | null
  noPhoto: NoPhoto | null
}

const LINES: Record<TestResult, string> = {
  negative: '只有 C 一条线',
  positive: 'C 和 T 两条线，T 再淡也算',
  invalid: '没有 C 那条线',
}

interface Props {
  whom: Whom
  /** A worker may leave the photo out, and says why. */
  inPost: boolean
  onTell: (telling: TellingOf) => void
  onClose: () => void
}

/** One person's test: what it shows, the photo, and off it goes. */
export function TellSheet({ whom, inPost, onTell, onClose }: Props) {
  const [result, setResult] = useState<TestResult | null>(null)
  const [people, setPeople] = useState(whom.most)
  const [photo, setPhoto] = useState<string | null>(null)
  const [noPhoto, setNoPhoto] = useState<NoPhoto | null>(null)
  const isReady = result !== null && (photo !== null || noPhoto !== null)
  return (
    <Sheet title={`${whom.who}测得怎样`} onClose={onClose}>
      {whom.residentId === null && (
        <Stepper label="一样结果的有几人" value={people} least={1} most={20} unit="人" onChange={setPeople} />
      )}
      <View className="tell-part">
        <Choices
          label="结果"
          value={result ?? ''}
          options={TestResult.options.map((value) => ({ value, word: RESULT_WORDS[value] }))}
          onChange={(value) => setResult(value as TestResult)}
        />
        {result !== null && <View className="tell-word">{LINES[result]}</View>}
      </View>
      {result === 'positive' && (
        <Banner tone="info" title="先别慌，别出门" text="报上来只有网格员和专班看得到，他们会联系您复查" />
      )}
      {noPhoto === null && <PhotoPart photo={photo} onPhoto={setPhoto} />}
      {inPost && photo === null && (
        <View className="tell-part">
          <View className="tell-word">没有照片，是因为</View>
          <Choices
            label="没有照片，是因为"
            value={noPhoto ?? ''}
            options={NoPhoto.options.map((value) => ({ value, word: NO_PHOTO_WORDS[value] }))}
            onChange={(value) => setNoPhoto(value === noPhoto ? null : (value as NoPhoto))}
          />
        </View>
      )}
      <Button disabled={!isReady} onPress={() => isReady && onTell({ people, result, photo, noPhoto })}>
        交上去
      </Button>
    </Sheet>
  )
}
