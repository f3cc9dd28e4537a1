// jsdom has none. The built pages need none either: what would use it is not in them (test/weapp).
import { TextEncoder } from 'node:util'

globalThis.TextEncoder ??= TextEncoder
