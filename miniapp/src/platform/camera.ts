/** Why a browser shows no picture: each has its own way on. */
export type CameraTrouble = 'refused' | 'missing' | 'busy' | 'unsafe'

export class NoCamera extends Error {
  readonly trouble: CameraTrouble

  constructor(trouble: CameraTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}

export interface Camera {
  video: HTMLVideoElement
  /** Null where the camera has no light. */
  light: ((on: boolean) => Promise<void>) | null
  stop: () => void
}

/** Wide enough that a printed code of two centimetres is read from a forearm's length. */
const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
}

const TROUBLES: Record<string, CameraTrouble> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotSupportedError: 'missing',
}

async function stream(): Promise<MediaStream> {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices }
  // A page that did not come by HTTPS has no cameras at all.
  if (mediaDevices === undefined) throw new NoCamera('unsafe')
  try {
    return await mediaDevices.getUserMedia(WANTED)
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : ''
    throw new NoCamera(TROUBLES[name] ?? 'busy')
  }
}

/** The types of browsers do not know the light yet. */
type Light = { torch?: boolean }

function lightOf(track: MediaStreamTrack): Camera['light'] {
  const can = (track.getCapabilities?.() ?? {}) as MediaTrackCapabilities & Light
  if (can.torch !== true) return null
  return async (on) => {
    const wanted: MediaTrackConstraintSet & Light = { torch: on }
    await track.applyConstraints({ advanced: [wanted] })
  }
}

/** Opens the camera at the back, or throws `NoCamera`. `onLost`: another program has taken it away. */
export async function openCamera(onLost: () => void): Promise<Camera> {
  const source = await stream()
  const tracks = source.getTracks()
  const stop = () => tracks.forEach((track) => track.stop())
  const [track] = source.getVideoTracks()
  if (track === undefined) {
    stop()
    throw new NoCamera('missing')
  }
  track.addEventListener('ended', onLost)
  const video = document.createElement('video')
  // Without these an iPhone opens a player of its own instead of showing the picture here.
  Object.assign(video, { muted: true, playsInline: true, autoplay: true, srcObject: source })
  video.setAttribute('playsinline', '')
  video.setAttribute('aria-hidden', 'true')
  return {
    video,
    light: lightOf(track),
    stop() {
      track.removeEventListener('ended', onLost)
      stop()
      video.srcObject = null
      video.remove()
    },
  }
}
