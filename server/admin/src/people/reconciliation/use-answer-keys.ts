import { useEffect } from 'react'
import type { AnswerChoice } from './answers.ts'

/** `1` takes the first answer, `2` the second: the hand stays on the keyboard from row to row. */
export function useAnswerKeys(
  choices: readonly AnswerChoice[],
  active: boolean,
  take: (choice: AnswerChoice) => void,
): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if ((event.target as HTMLElement).closest('input:not([type=checkbox]),textarea,[role=dialog],[role=combobox]'))
        return
      const choice = choices[Number(event.key) - 1]
      if (!choice) return
      event.preventDefault()
      take(choice)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
