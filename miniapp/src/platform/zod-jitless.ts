import { z } from 'zod'

/** WeChat forbids code made from text; this must run before the first schema is used. */
z.config({ jitless: true })
