import { Text, View } from '@tarojs/components'
import { sayFen } from '@gezhong/shared/money'
import { QrSquare } from '../ui/qr-square.tsx'
import './pay-code.css'

/** The collector's code, to be scanned or, from a picture of the screen, read by whoever pays on this phone. */
export function PayCodeSquare({ payCode, owedFen, note }: { payCode: string; owedFen: number; note: string }) {
  return (
    <View className="pay-code">
      <Text className="pay-code-owed num">{sayFen(owedFen)}</Text>
      <QrSquare text={payCode} label="收款码" />
      <Text className="pay-code-note">{note}</Text>
    </View>
  )
}
