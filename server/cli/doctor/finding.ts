/** `bad`: it will not work. `warning`: it works, but somebody should look. */
export interface Finding {
  about: string
  state: 'good' | 'warning' | 'bad'
  sentence: string
}

export const good = (about: string, sentence: string): Finding => ({ about, state: 'good', sentence })
export const warning = (about: string, sentence: string): Finding => ({ about, state: 'warning', sentence })
export const bad = (about: string, sentence: string): Finding => ({ about, state: 'bad', sentence })

export type Variables = Readonly<Record<string, string | undefined>>
