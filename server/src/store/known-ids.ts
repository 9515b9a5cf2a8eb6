import type { Engine } from '../engine/engine.ts'
import { type IdHash, idHashSql } from './id-hash.ts'

const idsPerGeneration = 2 ** 22
const bytesPerId = 3
const wordsPerGeneration = (idsPerGeneration * bytesPerId) / 4

/**
 * Remembers which event ids were ever stored, so that the engine need not be asked about ids that are certainly new,
 * which nearly all are. The memory is a chain of Bloom filters of three bytes an id (about one false alarm in 7,000
 * ids a full filter); a false alarm costs one look-up and nothing else. `mayHold` never denies an id that was added.
 */
export class KnownIds {
  readonly #generationsMax: number
  #generations: { words: Uint32Array; ids: number }[] = []
  /** False while older ids are not in memory: still loading, or let go because they were too many. */
  #whole = false
  #letGo = false

  constructor(bytesMax: number) {
    this.#generationsMax = Math.max(1, Math.floor(bytesMax / (idsPerGeneration * bytesPerId)))
  }

  /** Whether the id may have been stored before: false is certain. */
  mayHold(id: IdHash): boolean {
    return !this.#whole || this.#generations.some(({ words }) => holds(words, id))
  }

  add(id: IdHash): void {
    let generation = this.#generations.at(-1)
    if (!generation || generation.ids >= idsPerGeneration) {
      generation = { words: new Uint32Array(wordsPerGeneration), ids: 0 }
      this.#generations.push(generation)
      if (this.#generations.length > this.#generationsMax) {
        this.#generations.shift()
        this.#letGo = true
        this.#whole = false
      }
    }
    generation.ids++
    set(generation.words, id)
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
