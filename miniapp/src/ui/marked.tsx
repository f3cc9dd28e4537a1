import { Text, View } from '@tarojs/components'
import { WholeNumbers } from './whole-numbers.tsx'
import './marked.css'

export interface Piece {
  text: string
  /** Underlined: it was understood as something. */
  read: boolean
}

/** Text as it was written, with the parts that were understood underlined. */
export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <View className="marked">
      {pieces.map((piece, index) => (
        <Text key={index} className={piece.read ? 'marked-read' : ''}>
          <WholeNumbers>{piece.text}</WholeNumbers>
        </Text>
      ))}
    </View>
  )
}
