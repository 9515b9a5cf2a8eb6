import type { Engine } from '../engine/engine.ts'
import { type IdHash, idHashSql } from './id-hash.ts'

const bytesPerId = 4
/** Each generation is four times as large as the one before it, from 256 KiB up to 32 MiB, so that few ids take little. */
const firstGenerationIds = 2 ** 16
const generationIdsMax = 2 ** 23

interface Generation {
  words: Uint32Array
  ids: number
  idsMax: number
}

/**
 * Remembers which event ids were ever stored, so that the engine need not be asked about ids that are certainly new,
 * which nearly all are. The memory is a chain of Bloom filters of four bytes an id (about one false alarm in
 * 25,000 ids a full filter); a false alarm costs one look-up and nothing else. `mayHold` never denies an id that was added.
 */
export class KnownIds {
  readonly #bytesMax: number
  #generations: Generation[] = []
  /** False while older ids are not in memory: still loading, or let go because they were too many. */
  #whole = false
  #letGo = false

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  /** Whether the id may have been stored before: false is certain. */
  mayHold(id: IdHash): boolean {
    return !this.#whole || this.#generations.some(({ words }) => holds(words, id))
  }

  add(id: IdHash): void {
    const last = this.#generations.at(-1)
    const generation = last && last.ids < last.idsMax ? last : this.#nextGeneration(last)
    generation.ids++
    set(generation.words, id)
  }

  #nextGeneration(last: Generation | undefined): Generation {
    const idsMax = Math.min(last ? last.idsMax * 4 : firstGenerationIds, generationIdsMax)
    const generation = { words: new Uint32Array((idsMax * bytesPerId) / 4), ids: 0, idsMax }
    this.#generations.push(generation)
    const bytes = () => this.#generations.reduce((sum, { words }) => sum + words.byteLength, 0)
    while (this.#generations.length > 1 && bytes() > this.#bytesMax) {
      this.#generations.shift()
      this.#letGo = true
      this.#whole = false
    }
    return generation
  }

  /** Learns every id that the engine holds. Until it resolves, `mayHold` is true of all of them. */
  async load(engine: Engine, left: AbortSignal): Promise<void> {
    // However many there are, and however long that takes.
    const options = { left, settings: { max_execution_time: 0 } }
    let rest: Uint8Array = new Uint8Array(0)
    for await (const chunk of engine.bytes(`SELECT ${idHashSql} FROM event`, 'RowBinary', options)) {
      const bytes =
        rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk])
      const end = bytes.length - (bytes.length % 8)
      for (let at = 0; at < end; at += 8) this.add({ high: bytes.readUInt32LE(at), low: bytes.readUInt32LE(at + 4) })
      rest = bytes.subarray(end)
    }
    this.#whole = !this.#letGo
  }
}

/**
 * A split block Bloom filter, as Parquet has it: one half of the hash chooses a block, the other sets one bit in each
 * of its eight words. So an id costs one line of cache rather than eight.
 * https://github.com/apache/parquet-format/blob/master/BloomFilter.md
 */
const salts = Int32Array.of(
  0x47b6137b,
  0x44974d91,
  0x8824ad5b,
  0xa2b7289d,
  0x705495c7,
  0x2df1424b,
  0x9efc4947,
  0x5c6bfb31,
)

function holds(words: Uint32Array, { high, low }: IdHash): boolean {
  const block = blockOf(words, high)
  for (let word = 0; word < salts.length; word++) {
    if ((words[block + word]! & bitOf(low, word)) === 0) return false
  }
  return true
}

function set(words: Uint32Array, { high, low }: IdHash): void {
  const block = blockOf(words, high)
  for (let word = 0; word < salts.length; word++) words[block + word]! |= bitOf(low, word)
}

function blockOf(words: Uint32Array, high: number): number {
  return Math.floor((high / 2 ** 32) * (words.length / salts.length)) * salts.length
}

function bitOf(low: number, word: number): number {
  return 1 << (Math.imul(low, salts[word]!) >>> 27)
}
