import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../event/errors.ts'
import type { ClientSource } from './client-source.ts'
import type { EngineLog } from './engine-options.ts'
import { type PrivateStart, type RunningEngine, startPrivate } from './private-start.ts'

/** Starts the private engine and keeps it running: whenever its process ends, it is started again. */
export async function startPrivateEngine(start: PrivateStart, log: EngineLog): Promise<ClientSource> {
  const first = await startPrivate(start)
  log.info({ processId: first.processId }, 'the private engine has started')
  const supervisor = new Supervisor(start, log, first)
  return supervisor
}

class Supervisor implements ClientSource {
  readonly #start: PrivateStart
  readonly #log: EngineLog
  readonly #closing = new AbortController()
  readonly #watching: Promise<void>
  #running: RunningEngine | null

  constructor(start: PrivateStart, log: EngineLog, first: RunningEngine) {
    this.#start = start
    this.#log = log
    this.#running = first
    this.#watching = this.#watch(first)
  }

  client() {
    if (this.#running) return this.#running.client
    throw new AppError('unavailable', 'The engine is being started again; try again in a moment.', {
      retryAfterSeconds: 1,
    })
  }

  processId(): number | null {
    return this.#running?.processId ?? null
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running?.kill()
    await this.#watching
  }

  async #watch(first: RunningEngine): Promise<void> {
    for (let running: RunningEngine | null = first; running; running = await this.#startAgain()) {
      this.#running = running
      // Closed while it was starting.
      if (this.#closing.signal.aborted) await running.kill()
      const said = await running.ended
      this.#running = null
      await running.client.close()
      if (this.#closing.signal.aborted) return
      this.#log.error({ processId: running.processId, said }, 'the private engine has ended unexpectedly')
    }
  }

  /** Tries for as long as we are open: whatever was in the way (memory, disk) may be gone the next time. */
  async #startAgain(): Promise<RunningEngine | null> {
    for (let waitMs = 50; !this.#closing.signal.aborted; waitMs = Math.min(waitMs * 2, 5_000)) {
      await sleep(waitMs, undefined, { signal: this.#closing.signal }).catch(() => {})
      if (this.#closing.signal.aborted) break
      try {
        const running = await startPrivate(this.#start, this.#closing.signal)
        this.#log.info({ processId: running.processId }, 'the private engine has started again')
        return running
      } catch (error) {
        if (this.#closing.signal.aborted) break
        this.#log.error({ reason: (error as Error).message }, 'the private engine could not be started again')
      }
    }
    return null
  }
}
