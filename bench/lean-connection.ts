import { connect, type Socket } from 'node:net'

/**
 * One keep-alive HTTP connection that writes requests as they were built and looks at no more of an answer than its
 * status and its end: whoever makes the load must not eat the processor that he measures.
 */
export class LeanConnection {
  readonly #socket: Socket
  #parts: Buffer[] = []
  #resolve: ((answer: Answer) => void) | null = null
  #reject: ((error: Error) => void) | null = null

  static async open(host: string, port: number): Promise<LeanConnection> {
    const socket = connect({ host, port, noDelay: true })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new LeanConnection(socket)
  }

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (bytes) => this.#take(bytes))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the connection was closed')))
  }

  /** Sends a whole request; resolves when its answer is here. One at a time. */
  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#resolve = null
    this.#reject = null
    this.#socket.destroy()
  }

  #take(bytes: Buffer): void {
    this.#parts.push(bytes)
    const all = this.#parts.length === 1 ? bytes : Buffer.concat(this.#parts)
    const answer = answerOf(all)
    if (answer === null) {
      this.#parts = [all]
      return
    }
    this.#parts = []
    const resolve = this.#resolve
    this.#resolve = null
    this.#reject = null
    resolve?.(answer)
  }

  #fail(error: Error): void {
    this.#reject?.(error)
    this.#reject = null
    this.#resolve = null
  }
}

export interface Answer {
  status: number
  body: Buffer
}

/** Null while there is more to come. */
function answerOf(bytes: Buffer): Answer | null {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const body = bytes.subarray(headEnd + 4)
  // However the name is capitalised.
  const lengthAt = bytes.indexOf('ength: ')
  const isWhole =
    lengthAt < 0 || lengthAt > headEnd
      ? body.toString('latin1', Math.max(0, body.length - 5)) === '0\r\n\r\n'
      : body.length >= digits(bytes, lengthAt + 'ength: '.length)
  return isWhole ? { status: digits(bytes, 'HTTP/1.1 '.length), body } : null
}

function digits(bytes: Buffer, at: number): number {
  let value = 0
  for (let i = at; bytes[i]! >= 0x30 && bytes[i]! <= 0x39; i++) value = value * 10 + bytes[i]! - 0x30
  return value
}

/** A POST, ready to be written. */
export function postBytes(url: string, headers: Record<string, string>, body: Buffer): Buffer {
  const { host, pathname, search } = new URL(url)
  const lines = [
    `POST ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    `Content-Length: ${body.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body])
}
