import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Makes the next events and the bodies that carry them. */
export interface PrepareOrder {
  do: 'prepare'
  requestCount: number
  eventsPerRequest: number
  /** NDJSON unless it is one event a request. */
  format: 'ndjson' | 'json'
}

/** Sends what was prepared by HTTP. */
export interface PostOrder {
  do: 'post'
  url: string
  headers: Record<string, string>
  connectionCount: number
  /** Stops then, if bodies are left. */
  msMax?: number
  /** Of a connection, between an answer and its next request. */
  pauseMs?: number
}

/** Writes what was prepared as SQL, for psql. */
export interface ScriptsOrder {
  do: 'scripts'
  folder: string
  connectionCount: number
}

export type LoadOrder = PrepareOrder | PostOrder | ScriptsOrder

export interface Sent {
  seconds: number
  requests: number
  latenciesMs: number[]
}

export interface LoadAnswers {
  prepare: { bytes: number }
  post: Sent
  scripts: { files: string[] }
}

/** The load process, seen from the one that measures. */
export class Load {
  readonly #process: ChildProcess
  readonly #ended: Promise<never>

  /** The first events occur sixty days before `endMs`. */
  constructor(endMs = Date.UTC(2026, 2, 1)) {
    this.#process = fork(join(import.meta.dirname, 'load-process.ts'), [String(endMs)], {
      execArgv: ['--expose-gc'],
      serialization: 'advanced',
    })
    this.#ended = once(this.#process, 'exit').then(([code]) => {
      throw new Error(`the load process has ended with ${code}`)
    })
    // Nobody asks for it when the end was ours.
    this.#ended.catch(() => undefined)
  }

  async tell<Order extends LoadOrder>(order: Order): Promise<LoadAnswers[Order['do']]> {
    const left = new AbortController()
    try {
      const said = once(this.#process, 'message', { signal: left.signal })
      this.#process.send(order)
      const [answer] = (await Promise.race([said, this.#ended])) as [Said<LoadAnswers[Order['do']]>]
      if ('error' in answer) throw new Error(answer.error)
      return answer.answer
    } finally {
      left.abort()
    }
  }

  close(): void {
    this.#process.kill()
  }
}

type Said<Answer> = { answer: Answer } | { error: string }
