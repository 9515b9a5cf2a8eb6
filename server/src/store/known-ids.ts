import { hash } from 'node:crypto'
import type { Engine } from '../engine/engine.ts'

const idsPerGeneration = 2 ** 22
const bytesPerId = 3
const bitsPerGeneration = idsPerGeneration * bytesPerId * 8
const probes = 8

/**
 * Remembers which event ids were ever stored, so that the engine need not be asked about ids that are certainly new,
 * which nearly all are. The memory is a chain of Bloom filters of three bytes an id (about one false alarm in 3,000
 * ids a filter); a false alarm costs one look-up and nothing else. `mayHold` never denies an id that was added.
 */
export class KnownIds {
  readonly #generationsMax: number
  #generations: { bits: Uint32Array; ids: number }[] = []
  /** False while older ids are not in memory: still loading, or let go because they were too many. */
  #whole = false
  #letGo = false

  constructor(bytesMax: number) {
    this.#generationsMax = Math.max(1, Math.floor(bytesMax / (idsPerGeneration * bytesPerId)))
  }

  /** Whether the id may have been stored before: false is certain. */
  mayHold(id: IdHash): boolean {
    return !this.#whole || this.#generations.some(({ bits }) => holds(bits, id))
  }

  add(id: IdHash): void {
    let generation = this.#generations.at(-1)
    if (!generation || generation.ids >= idsPerGeneration) {
      generation = { bits: new Uint32Array(bitsPerGeneration / 32), ids: 0 }
      this.#generations.push(generation)
      if (this.#generations.length > this.#generationsMax) {
        this.#generations.shift()
        this.#letGo = true
        this.#whole = false
      }
    }
    generation.ids++
    set(generation.bits, id)
  }

  /** Learns every id that the engine holds. Until it resolves, `mayHold` is true of all of them. */
  async load(engine: Engine, left: AbortSignal): Promise<void> {
    // The same hash as `hashId`: the first eight bytes of MD5.
    const sql = `SELECT reinterpretAsUInt64(substring(MD5(concat(project, '\\0', event_id)), 1, 8)) FROM event`
    let rest: Uint8Array = new Uint8Array(0)
    for await (const chunk of engine.bytes(sql, 'RowBinary', { left })) {
      const bytes =
        rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk])
      const end = bytes.length - (bytes.length % 8)
      for (let at = 0; at < end; at += 8) this.add({ high: bytes.readUInt32LE(at), low: bytes.readUInt32LE(at + 4) })
      rest = bytes.subarray(end)
    }
    this.#whole = !this.#letGo
  }
}

/** 64 bits of an id's hash, as two halves, because a double holds no more than 53. */
export interface IdHash {
  high: number
  low: number
}

/** MD5 for its speed and because the engine has it too; nothing here depends on it being hard to forge. */
export function hashId(project: string, eventId: string): IdHash {
  const digest = hash('md5', `${project}\0${eventId}`, 'buffer')
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) }
}

// Double hashing, after Kirsch and Mitzenmacher, "Less hashing, same performance" (2006).
function holds(bits: Uint32Array, { high, low }: IdHash): boolean {
  for (let probe = 0; probe < probes; probe++) {
    const bit = (high + probe * low) % bitsPerGeneration
    if ((bits[bit >>> 5]! & (1 << (bit & 31))) === 0) return false
  }
  return true
}

function set(bits: Uint32Array, { high, low }: IdHash): void {
  for (let probe = 0; probe < probes; probe++) {
    const bit = (high + probe * low) % bitsPerGeneration
    bits[bit >>> 5]! |= 1 << (bit & 31)
  }
}
