import { writeFile } from 'node:fs/promises'
import { chromium, type Browser } from '@playwright/test'
import { encode } from 'uqr'

const [WIDTH, HEIGHT, PER_SECOND] = [640, 480, 5]
/** Pixels of one module: a code of version 5 fills most of the picture's height. */
const MODULE = 8

/** The brightness of each pixel; without a text, a wall. */
function picture(text: string | null): Buffer {
  const pixels = Buffer.alloc(WIDTH * HEIGHT, 200)
  if (text === null) return pixels
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const [left, top] = [WIDTH, HEIGHT].map((length) => Math.floor((length - size * MODULE) / 2)) as [number, number]
  for (const [y, row] of data.entries())
    for (const [x, dark] of row.entries())
      for (let line = 0; line < MODULE; line += 1) {
        const at = (top + y * MODULE + line) * WIDTH + left + x * MODULE
        pixels.fill(dark ? 20 : 235, at, at + MODULE)
      }
  return pixels
}

/** Writes what a camera sees, over and over: each text as a QR code for so many seconds, null as nothing. */
export async function writeFakeCamera(
  file: string,
  shown: readonly (readonly [string | null, number])[],
): Promise<void> {
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const frames = shown.flatMap(([text, seconds]) => {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), picture(text), grey])
    return Array.from({ length: Math.ceil(seconds * PER_SECOND) }, () => frame)
  })
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PER_SECOND}:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([head, ...frames]))
}

/** A browser before whose camera that film runs; `refused`: the person does not allow it; `none`: there is no camera. */
export async function browserWithCamera(camera: { film: string } | 'refused' | 'none'): Promise<Browser> {
  const { args, env, ...rest } = JSON.parse(process.env['E2E_BROWSER'] ?? '{}') as {
    executablePath: string
    args: string[]
    env: Record<string, string>
  }
  const FAKE = '--use-fake-device-for-media-stream'
  const more =
    camera === 'none'
      ? ['--use-fake-ui-for-media-stream']
      : camera === 'refused'
        ? [FAKE, '--use-fake-ui-for-media-stream=deny']
        : [FAKE, '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${camera.film}`]
  return chromium.launch({ ...rest, args: [...args, ...more], env: { ...process.env, ...env } })
}
