import { inBrowser } from './target.ts'
import { writeClipboard } from './clipboard.ts'

interface TextFile {
  fileName: string
  contentType: string
  content: string
}

/** Gives somebody a text to keep: a browser saves a file, WeChat puts it on the clipboard. False when it could not. */
export async function saveText({ fileName, contentType, content }: TextFile): Promise<boolean> {
  if (!inBrowser) return writeClipboard(content)
  const address = URL.createObjectURL(new Blob([content], { type: contentType }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  // Not at once: some browsers begin to read it only after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return true
}
