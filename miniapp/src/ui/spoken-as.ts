import { inBrowser } from '../platform/target.ts'

/** What a screen reader calls it. WeChat's reads `aria-role`; in a browser that is no attribute, and axe says so. */
export const spokenAs = (role: string): Record<string, string> => (inBrowser ? { role } : { role, 'aria-role': role })
