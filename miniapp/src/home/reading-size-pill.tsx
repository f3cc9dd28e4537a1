import { chooseReadingSize, useReadingSize } from '../platform/reading-size.ts'
import { Button } from '../ui/button.tsx'

/** The one switch of elder mode, in reach on every first screen. */
export function ReadingSizePill() {
  const elder = useReadingSize() === 'elder'
  return (
    <Button
      kind="plain"
      shape="pill"
      label={elder ? '换成普通版' : '换成大字版'}
      onPress={() => chooseReadingSize(elder ? 'normal' : 'elder')}
    >
      {elder ? '普通版' : '大字版'}
    </Button>
  )
}
