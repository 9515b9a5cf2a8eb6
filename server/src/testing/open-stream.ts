import { type IncomingMessage, request } from 'node:http'
import type { StoredEvent } from '@occur/client/protocol'

/** A message of the live tail as it stood on the wire. `data` is null for a heartbeat. */
export interface Message {
  event: string
  id: string | undefined
  data: { cursor?: string; reason?: string; retry_ms?: number } & Partial<StoredEvent>
}

export interface OpenStream {
  readonly status: number
  readonly response: IncomingMessage
  /** Every message so far, heartbeats included, which have the event `heartbeat`. */
  readonly messages: readonly Message[]
  /** Resolves to the first message, of those not yet asked for, that is of this kind. Throws when the stream ends. */
  next(event: string): Promise<Message>
  /** Resolves when the server has ended the stream, or the connection is gone. */
  readonly ended: Promise<void>
  leave(): void
}

/** Reads a live tail by the letter of the standard, so that it shares nothing with the client that it checks. */
export function openStream(
  url: string,
  headers: Record<string, string>,
  { paused = false }: { paused?: boolean } = {},
): Promise<OpenStream> {
  const { promise, resolve, reject } = Promise.withResolvers<OpenStream>()
  const asked = request(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false })
  asked.on('error', reject)
  asked.on('response', (response) => resolve(readStream(response, paused, () => void asked.destroy())))
  asked.end()
  return promise
}

function readStream(response: IncomingMessage, paused: boolean, leave: () => void): OpenStream {
  const messages: Message[] = []
  let waiting: (() => void)[] = []
  let hasEnded = false
  let text = ''
  let at = 0
  const wake = () => {
    for (const wakeOne of waiting.splice(0)) wakeOne()
  }
  const ended = new Promise<void>((resolve) => {
    response.on('error', () => {})
    response.on('close', () => {
      hasEnded = true
      resolve()
      wake()
    })
  })
  response.setEncoding('utf8').on('data', (piece: string) => {
    const blocks = (text + piece).split('\n\n')
    text = blocks.pop() as string
    messages.push(...blocks.map(readBlock))
    wake()
  })
  if (paused) response.pause()

  async function next(event: string): Promise<Message> {
    while (true) {
      for (; at < messages.length; at++) {
        const message = messages[at] as Message
        if (message.event === event) {
          at++
          return message
        }
      }
      if (hasEnded) throw new Error(`the stream ended without ${event}: ${text}`)
      await new Promise<void>((resolve) => {
        waiting = [...waiting, resolve]
      })
    }
  }

  return { status: response.statusCode ?? 0, response, messages, next, ended, leave }
}

function readBlock(block: string): Message {
  const fields = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const data = fields.get('data')
  return {
    event: data === undefined ? 'heartbeat' : (fields.get('event') ?? 'message'),
    id: fields.get('id'),
    data: JSON.parse(data ?? '{}') as Message['data'],
  }
}
