import { type Engine, unlimited } from '../engine/engine.ts'
import { type IdHash, idHashSql } from './id-hash.ts'
import { bytesPerId, IdTable } from './id-table.ts'

/** Each table is four times as large as the one before it, from 341 KiB up to 43 MiB, so that few ids take little. */
const tableIdsMin = 2 ** 16
const tableIdsMax = 2 ** 23
/** Room in the table made at start for what comes later, before each id has to be looked for in one more. */
const roomToGrow = 1.25

/**
 * Remembers which event ids were ever stored, so that the engine need not be asked about ids that are certainly new,
 * which nearly all are. An id that was added is never called new; one in 100 million others is not either,
 * which costs a look-up. It takes 16/3 bytes an id, and what is empty of the newest table. Once `bytesMax` are not enough
 * for all ids, the engine has to be asked about each, so none is kept any more.
 */
export class KnownIds {
  readonly #bytesMax: number
  #tables: IdTable[] = []
  /** Whether all ids are in memory, rather than still on their way there. */
  #isWhole = false
  #isTooSmall = false

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  get bytes(): number {
    return this.#tables.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Remembers the id, and says whether it is certainly new. If not, it may have been stored before. */
  add(id: IdHash): boolean {
    if (this.#isTooSmall) return false
    const last = this.#tables.length - 1
    for (let at = 0; at < last; at++) if (this.#tables[at]!.holds(id)) return false
    const table = this.#tables[last]
    if (table?.isFull === false) return table.add(id) && this.#isWhole
    if (table?.holds(id)) return false
    this.#makeTable(Math.min(table ? table.idsMax * 4 : 0, tableIdsMax))?.add(id)
    return this.#isWhole
  }

  /** Learns every id that the engine holds. Until it resolves, none is certainly new. */
  async load(engine: Engine, left: AbortSignal): Promise<void> {
    // However many there are, and however long that takes.
    const options = { left, settings: unlimited }
    const [stored] = await engine.rows<{ count: string }>('SELECT count() AS count FROM event', options)
    this.#makeRoom(Number(stored?.count))
    let rest: Uint8Array = new Uint8Array(0)
    for await (const chunk of engine.bytes(`SELECT ${idHashSql} FROM event`, 'RowBinary', options)) {
      if (this.#isTooSmall) return
      const bytes =
        rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk])
      const end = bytes.length - (bytes.length % 8)
      for (let at = 0; at < end; at += 8) this.add({ high: bytes.readUInt32LE(at), low: bytes.readUInt32LE(at + 4) })
      rest = bytes.subarray(end)
    }
    this.#isWhole = !this.#isTooSmall
  }

  /** One table for all that are stored. After a failure it is there already, with some of them. */
  #makeRoom(ids: number): void {
    const missing = ids - this.#tables.reduce((sum, { idsMax }) => sum + idsMax, 0)
    if (missing > 0) this.#makeTable(Math.ceil(missing * roomToGrow), missing)
  }

  /** As large as memory allows; where that is too little, memory is given up. */
  #makeTable(idsWanted: number, idsNeeded = 0): IdTable | undefined {
    const idsMax = Math.min(Math.max(idsWanted, tableIdsMin), Math.floor((this.#bytesMax - this.bytes) / bytesPerId))
    if (idsMax < Math.max(idsNeeded, tableIdsMin)) {
      this.#isTooSmall = true
      this.#isWhole = false
      this.#tables = []
      return undefined
    }
    const table = new IdTable(idsMax)
    this.#tables.push(table)
    return table
  }
}
