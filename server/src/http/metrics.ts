import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { QuestionPlaces } from './question-places.ts'

const secondsBuckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30]

/** What `/metrics` answers. The folders that count know nothing of Prometheus: they are handed these methods. */
export class Metrics {
  readonly registry = new Registry()
  readonly #events = new Counter({
    name: 'occur_events_total',
    help: 'Events by what became of them',
    labelNames: ['outcome'],
    registers: [this.registry],
  })
  readonly #commitEvents = new Histogram({
    name: 'occur_commit_events',
    help: 'Events in a commit',
    buckets: [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000],
    registers: [this.registry],
  })
  readonly #commitSeconds = new Histogram({
    name: 'occur_commit_seconds',
    help: 'How long a commit took, fsync included',
    buckets: secondsBuckets,
    registers: [this.registry],
  })
  readonly #requestSeconds = new Histogram({
    name: 'occur_http_request_seconds',
    help: 'How long a request took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers: [this.registry],
  })
  readonly #tailReaders = new Gauge({
    name: 'occur_tail_readers',
    help: 'Live tails that are connected',
    registers: [this.registry],
  })

  constructor(engine: { memoryBytes(): Promise<number | null> }, places: QuestionPlaces) {
    for (const outcome of ['accepted', 'duplicate', 'rejected']) this.#events.inc({ outcome }, 0)
    // Looking every 10 ms how late the event loop is, as is usual, costs 1 % of a core on a server at rest.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 })
    new Gauge({
      name: 'occur_engine_memory_bytes',
      help: 'Memory that the engine uses; absent while it cannot be told',
      registers: [this.registry],
      async collect() {
        const bytes = await engine.memoryBytes().catch(() => null)
        if (bytes === null) this.remove()
        else this.set(bytes)
      },
    })
    this.#countQuestions(places)
  }

  #countQuestions(places: QuestionPlaces): void {
    const registers = [this.registry]
    new Gauge({
      name: 'occur_questions',
      help: 'Questions that are being answered, and that wait for a place, by what they cost',
      labelNames: ['effort', 'state'],
      registers,
      collect() {
        for (const [effort, { counts }] of Object.entries(places)) {
          this.set({ effort, state: 'running' }, counts.running)
          this.set({ effort, state: 'waiting' }, counts.waiting)
        }
      },
    })
    new Counter({
      name: 'occur_questions_refused_total',
      help: 'Questions that found no place, by what they cost',
      labelNames: ['effort'],
      registers,
      collect() {
        this.reset()
        for (const [effort, { counts }] of Object.entries(places)) this.inc({ effort }, counts.refused)
      },
    })
  }

  /** What became of the events of a request, or of a part of one. */
  eventsJudged(counts: { accepted: number; duplicate: number; rejected: number }): void {
    this.#events.inc({ outcome: 'accepted' }, counts.accepted)
    this.#events.inc({ outcome: 'duplicate' }, counts.duplicate)
    this.#events.inc({ outcome: 'rejected' }, counts.rejected)
  }

  committed(commit: { events: number; ms: number }): void {
    this.#commitEvents.observe(commit.events)
    this.#commitSeconds.observe(commit.ms / 1000)
  }

  tailOpened(): void {
    this.#tailReaders.inc()
  }

  tailClosed(): void {
    this.#tailReaders.dec()
  }

  requestAnswered(request: { method: string; route: string; status: number; ms: number }): void {
    const { method, route, status, ms } = request
    this.#requestSeconds.observe({ method, route, status }, ms / 1000)
  }
}
