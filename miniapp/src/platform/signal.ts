import Taro from '@tarojs/taro'
import { inBrowser } from './target.ts'

/** How it went: each has its own sound and its own buzz, for eyes that are on the stairs. */
export type Signal = 'ok' | 'look' | 'stop'

/** Hertz, and how long, one tone after another. */
const TONES: Record<Signal, readonly (readonly [hertz: number, seconds: number])[]> = {
  ok: [[1320, 0.12]],
  look: [
    [660, 0.14],
    [660, 0.14],
  ],
  stop: [
    [220, 0.3],
    [165, 0.45],
  ],
}
const GAP_S = 0.06
const LOUD = 0.35

/** Milliseconds of buzzing and of rest in turns. */
const BUZZES: Record<Signal, number[]> = { ok: [60], look: [90, 80, 90], stop: [450] }

let sounding: AudioContext | null = null

/** Taro's types know less of WeChat's than it has. */
const madeContext = (): AudioContext =>
  inBrowser ? new AudioContext() : (Taro.createWebAudioContext() as unknown as AudioContext)

/** A browser lets a page sound only after a finger has touched it: called by the touch that begins the scanning. */
export function readySound(): void {
  try {
    sounding ??= madeContext()
    if (sounding.state === 'suspended') void sounding.resume().catch(() => undefined)
  } catch {
    // A phone without sound still shows and buzzes.
  }
}

function sound(how: Signal): void {
  readySound()
  const context = sounding
  if (context === null) return
  let at = context.currentTime
  for (const [hertz, seconds] of TONES[how]) {
    const [tone, loudness] = [context.createOscillator(), context.createGain()]
    tone.type = how === 'stop' ? 'square' : 'sine'
    tone.frequency.value = hertz
    loudness.gain.value = LOUD
    tone.connect(loudness)
    loudness.connect(context.destination)
    tone.start(at)
    tone.stop(at + seconds)
    at += seconds + GAP_S
  }
}

function vibrate(how: Signal): void {
  if (inBrowser) {
    navigator.vibrate?.(BUZZES[how])
    return
  }
  const quiet = () => undefined
  if (how === 'stop') void Taro.vibrateLong().catch(quiet)
  else void Taro.vibrateShort({ type: how === 'ok' ? 'light' : 'heavy' }).catch(quiet)
}

/** Sounds and buzzes; whatever the device cannot, it leaves out. */
export function signal(how: Signal): void {
  for (const part of [sound, vibrate]) {
    try {
      part(how)
    } catch {
      // The verdict stands on the screen anyway.
    }
  }
}
