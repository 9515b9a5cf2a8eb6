import { type IncomingHttpHeaders, request } from 'node:http'

export interface OpenRequest {
  /** Resolves when the piece has left for the server. */
  write(piece: string | Uint8Array): Promise<void>
  end(): void
  /** Goes away without a word, as a process that was killed does. */
  leave(): void
  /** What the server answered, which may be before the body has ended. */
  readonly answer: Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>
}

/** A POST whose body is sent in pieces, at the test's own pace, without a length. */
export function openRequest(url: string, headers: Record<string, string>): OpenRequest {
  const sent = request(url, { method: 'POST', headers })
  const answer = new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', async (response) => {
      let text = ''
      for await (const piece of response.setEncoding('utf8')) text += piece
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
  })
  // A request that is left is not answered, and nobody waits for that.
  answer.catch(() => {})
  return {
    write: (piece) =>
      new Promise((resolve, reject) => sent.write(piece, (error) => (error ? reject(error) : resolve()))),
    end: () => void sent.end(),
    leave: () => void sent.destroy(),
    answer,
  }
}
