import { FAILED_THEN, FAILED_WORDS, FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import { Row } from '../../ui/row.tsx'

/** Why it was not handed over, each with what happens next. */
export function FailRows({ onChoose }: { onChoose: (why: FailedWhy) => void }) {
  return FailedWhy.options.map((why) => (
    <Row key={why} icon="cross" title={FAILED_WORDS[why]} note={FAILED_THEN[why]} onPress={() => onChoose(why)} />
  ))
}
