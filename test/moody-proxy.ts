import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands between a client and the server, and can be told to fail as networks and busy servers do. */
export interface MoodyProxy {
  readonly url: string
  /** How many requests with events the server got through it. */
  readonly batches: number
  /** Lets so many more requests with events through; the others get no answer, or the given one. */
  allow(batches: number, refusal?: { status: number; headers: Record<string, string>; times: number }): void
  /** Breaks every answer off after so many bytes. */
  cutAnswersAfter(bytes: number): void
  close(): void
}

export async function createMoodyProxy(target: string): Promise<MoodyProxy> {
  let batches = 0
  let allowed = Number.POSITIVE_INFINITY
  let refusal: Parameters<MoodyProxy['allow']>[1]
  let answerBytesMax = Number.POSITIVE_INFINITY

  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      if (batches >= allowed) return refuse(request, response)
      batches++
    }
    forward(target, request, response, answerBytesMax)
  })

  function refuse(request: IncomingMessage, response: ServerResponse): void {
    if (!refusal) return void request.socket.destroy()
    const { status, headers } = refusal
    refusal.times--
    if (refusal.times <= 0) allowed = Number.POSITIVE_INFINITY
    request.resume().on('end', () => response.writeHead(status, headers).end('{"detail":"come back later"}'))
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get batches() {
      return batches
    },
    allow(count, answer) {
      allowed = batches + count
      refusal = answer
    },
    cutAnswersAfter(bytes) {
      answerBytesMax = bytes
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function forward(target: string, request: IncomingMessage, response: ServerResponse, answerBytesMax: number): void {
  const { method, headers, url } = request
  const onward = httpRequest(`${target}${url}`, { method: method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    let bytes = 0
    answer.on('data', (chunk) => {
      bytes += chunk.length
      if (bytes > answerBytesMax) response.destroy()
    })
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}
