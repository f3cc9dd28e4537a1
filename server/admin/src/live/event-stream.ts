/** One message of a text/event-stream body: its name and its data lines joined by line breaks. */
export type StreamMessage = { event: string; data: string; id: string | null }

/**
 * Reads a text/event-stream bit by bit. `feed` takes any piece of text, however it was cut, and gives the messages
 * that it completed; a comment (the server's heartbeat) gives nothing. Field rules are those of the HTML standard.
 */
export function eventStreamReader(): { feed(text: string): StreamMessage[] } {
  let rest = ''
  let event = ''
  let id: string | null = null
  let data: string[] = []

  function takeLine(line: string): StreamMessage | null {
    if (line === '') {
      const message = data.length > 0 ? { event: event || 'message', data: data.join('\n'), id } : null
      event = ''
      data = []
      return message
    }
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
    else if (field === 'id') id = value
    return null
  }

  return {
    feed(text) {
      const messages: StreamMessage[] = []
      // A piece may end between CR and LF: the CR waits for what comes next.
      const all = rest + text
      const lines = all.split(/\r\n|\n|\r(?=[^])/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const message = takeLine(line)
        if (message) messages.push(message)
      }
      return messages
    },
  }
}
