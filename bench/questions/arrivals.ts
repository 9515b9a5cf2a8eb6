import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { BenchEvent } from '../invented/session.ts'
import { type SixtyDays, sixtyDays } from '../invented/sixty-days.ts'

/** Events that arrive while others are asked about: 1,000 a second, in requests of this many. */
export const arrivalsPerRequest = 50
export const requestsPerSecond = 20

/** More than ever arrive. */
const arrivalsMax = 10_000_000

/**
 * What arrives after a folder was filled: always the same, one event a millisecond after its end. So whoever has as many of them
 * has the same ones.
 */
export function* arrivals(filled: SixtyDays, skip: number): Generator<BenchEvent> {
  let at = 0
  for (const event of sixtyDays({ seed: filled.seed + 1, eventCount: arrivalsMax, endMs: filled.endMs })) {
    if (at >= skip) yield { ...event, timestamp: new Date(filled.endMs + at).toISOString() }
    at++
  }
}

/** Where they arrive: by HTTP at Occur, or by psql at PostgreSQL. */
export type Target = { url: string; headers: Record<string, string> } | { psql: readonly string[] }

export interface SendOrder {
  target: Target
  filled: SixtyDays
  skip: number
  /** As fast as possible, so many; without it a thousand a second until told to stop. */
  count?: number
}

export interface Arrived {
  events: number
  seconds: number
  /** From when a request should have been sent, if everything had been quick enough, to its acknowledgement. */
  latenciesMs: number[]
}

/** A process of its own that sends, so that nothing it does stands in the way of the one that measures. */
export class Sender {
  readonly #process: ChildProcess
  readonly #answer: Promise<Arrived>

  /** Resolves when the first request is acknowledged. */
  static async start(order: SendOrder): Promise<Sender> {
    const child = fork(join(import.meta.dirname, 'arrivals-process.ts'), { serialization: 'advanced' })
    const sender = new Sender(child)
    const begun = once(child, 'message')
    child.send(order)
    await Promise.race([begun, sender.#answer])
    return sender
  }

  private constructor(child: ChildProcess) {
    this.#process = child
    this.#answer = new Promise((resolve, reject) => {
      child.on('message', (said: 'begun' | Arrived) => said !== 'begun' && resolve(said))
      child.on('exit', (code) => reject(new Error(`the process that sends has ended with ${code}`)))
    })
    // Whoever stops it hears of it.
    this.#answer.catch(() => undefined)
  }

  /** What arrived, when all of it is acknowledged. */
  async stop(): Promise<Arrived> {
    if (this.#process.connected) this.#process.send('stop')
    return this.whenDone()
  }

  async whenDone(): Promise<Arrived> {
    try {
      return await this.#answer
    } finally {
      this.end()
    }
  }

  /** Without waiting for what is under way. */
  end(): void {
    this.#process.kill()
  }
}
