import { z } from 'zod'

/** What a photo can be: told from its content, never from its name. */
export const PhotoKind = z.enum(['jpeg', 'png', 'webp'])
export type PhotoKind = z.infer<typeof PhotoKind>

/** Bytes of a photo as sent. */
export const PHOTO_MAX_BYTES = 5 * 1024 * 1024
