export interface ServerSentEvent {
  event: string
  /** Null when nothing was said: a heartbeat. */
  data: string | null
  /** The last one that was given. */
  id: string | undefined
}

/**
 * The server-sent events of a byte stream, as the standard reads them. Blocks without data (heartbeats) are passed on,
 * too, so that the reader sees that somebody is there, and how far the server has come.
 */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let event = ''
  let data: string[] = []
  let id: string | undefined
  for await (const line of linesOf(body)) {
    if (line === '') {
      yield { event: event || 'message', data: data.length > 0 ? data.join('\n') : null, id }
      event = ''
      data = []
      continue
    }
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))
    // A line that begins with a colon is a comment: its field has no name.
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
    else if (field === 'id') id = value
  }
}

/** Lines end with LF, CR LF or CR. A last line without an end was cut off and is dropped. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  // Kept as pieces, since joining a long line again and again would cost its square.
  let pieces: string[] = []
  let endedWithCr = false
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      let text = decoder.decode(value, { stream: true })
      if (text === '') continue
      if (endedWithCr && text.startsWith('\n')) text = text.slice(1)
      endedWithCr = text.endsWith('\r')
      const lines = text.split(/\r\n|\r|\n/)
      pieces.push(lines[0] as string)
      for (const next of lines.slice(1)) {
        yield pieces.join('')
        pieces = [next]
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
