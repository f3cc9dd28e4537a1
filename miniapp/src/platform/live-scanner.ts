import { type Camera, type CameraTrouble, NoCamera, openCamera } from './camera.ts'
import { codeReader } from './code-reader.ts'

export type ScanState =
  | { kind: 'opening' }
  | { kind: 'open'; hasLight: boolean }
  /** `unread`: there is a camera, and what reads its picture could not be fetched. */
  | { kind: 'trouble'; trouble: CameraTrouble | 'unread' }

interface Wanted {
  /** The element that shows the picture. */
  hostId: string
  isReading: () => boolean
  /** What one picture showed, null for nothing. */
  onPicture: (text: string | null) => void
  onState: (state: ScanState) => void
}

export interface LiveScanner {
  switchLight: (on: boolean) => Promise<void>
  restart: () => void
  stop: () => void
}

/** Between two pictures: some eight a second find a code as soon as a hand holds still, and leave the phone cool. */
const BETWEEN_MS = 80
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const troubleOf = (error: unknown): ScanState => ({
  kind: 'trouble',
  trouble: error instanceof NoCamera ? error.trouble : 'unread',
})

/** The browser's camera, opened and read picture after picture until it is stopped. */
export function liveScanner({ hostId, isReading, onPicture, onState }: Wanted): LiveScanner {
  let camera: Camera | null = null
  /** Another number: what began under this one is over. */
  let turn = 0

  function close(): void {
    turn += 1
    camera?.stop()
    camera = null
  }

  async function run(mine: number): Promise<void> {
    // Both at a time: a camera needs a second on some phones.
    const reader = codeReader()
    reader.catch(() => undefined)
    const opened = await openCamera(() => fail(mine, new NoCamera('busy')))
    if (mine !== turn) return opened.stop()
    camera = opened
    document.getElementById(hostId)?.append(opened.video)
    const read = await reader
    if (mine === turn) onState({ kind: 'open', hasLight: opened.light !== null })
    while (mine === turn) {
      if (isReading()) {
        const text = await read(opened.video)
        if (mine === turn && isReading()) onPicture(text)
      }
      await pause(BETWEEN_MS)
    }
  }

  function fail(mine: number, error: unknown): void {
    if (mine !== turn) return
    close()
    onState(troubleOf(error))
  }

  function start(): void {
    close()
    const mine = turn
    onState({ kind: 'opening' })
    run(mine).catch((error: unknown) => fail(mine, error))
  }

  start()
  return {
    switchLight: async (on) => camera?.light?.(on),
    restart: start,
    stop: close,
  }
}
