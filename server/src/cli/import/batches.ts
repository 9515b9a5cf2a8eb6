import type { SourceRecord } from './source-record.ts'

/** What goes into one request. */
export interface Batch {
  body: Buffer
  /** In the order of the request. */
  records: readonly SourceRecord[]
  /** How far the source had been read when it was complete. */
  sourceBytes: number
}

/** Not more than the 1,000 outcomes that a report lists, so that no reject is left out of it. */
const batchEventsMax = 1000
const batchBytesMax = 4 * 1024 ** 2

/** A source that is silent for so long, a pipe for instance, has what it gave so far sent. */
const silenceMs = 1000

/** Packs named events into requests of bounded size. The first `skip` events are left out: they are stored already. */
export async function* batches(
  records: AsyncIterable<SourceRecord[]>,
  name: (text: Buffer) => Buffer,
  { skip, sourceBytes }: { skip: number; sourceBytes: () => number },
): AsyncGenerator<Batch> {
  let texts: Buffer[] = []
  let packed: SourceRecord[] = []
  let bytes = 0
  let skipped = 0

  function take(): Batch {
    const batch = { body: Buffer.concat(texts), records: packed, sourceBytes: sourceBytes() }
    texts = []
    packed = []
    bytes = 0
    return batch
  }

  try {
    for await (const some of withSilences(records)) {
      if (some === silence) {
        if (packed.length > 0) yield take()
        continue
      }
      for (const record of some) {
        // Also what is skipped is named, since identical texts are told apart by counting them.
        const named = name(record.text)
        if (skipped < skip) {
          skipped++
          continue
        }
        if (packed.length === batchEventsMax || (bytes > 0 && bytes + named.length > batchBytesMax)) yield take()
        texts.push(named, lineEnd)
        packed.push(record)
        bytes += named.length + 1
      }
    }
  } catch (error) {
    // What was read before the source failed is sent all the same.
    if (packed.length > 0) yield take()
    throw error
  }
  if (packed.length > 0) yield take()
}

const silence = Symbol('silence')

/** The same, and a sign whenever nothing came for a while. */
async function* withSilences<Item>(source: AsyncIterable<Item>): AsyncGenerator<Item | typeof silence> {
  const iterator = source[Symbol.asyncIterator]()
  let step = iterator.next()
  try {
    while (true) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const silent = new Promise<typeof silence>((resolve) => {
        timer = setTimeout(resolve, silenceMs, silence)
      })
      const first = await Promise.race([step, silent]).finally(() => clearTimeout(timer))
      if (first === silence) {
        yield silence
      } else if (first.done) {
        return
      } else {
        yield first.value
        step = iterator.next()
      }
    }
  } finally {
    // Not awaited: a source that is silent would keep us from leaving. Its failure is no longer of interest.
    step.catch(() => {})
    iterator.return?.().catch(() => {})
  }
}

const lineEnd = Buffer.from('\n')
