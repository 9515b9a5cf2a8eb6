/** The longest text whose length takes two bytes. */
const twoByteLengthMax = 2 ** 14 - 1

/**
 * Writes rows in ClickHouse's RowBinary format, growing as it is written; one allocation for most batches.
 * https://clickhouse.com/docs/interfaces/formats/RowBinary
 */
export class RowWriter {
  #bytes: Buffer
  /** The same memory. A view writes 64 bits many times as fast as a buffer does. */
  #view: DataView
  length = 0

  constructor(bytesExpected: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(1024, bytesExpected))
    this.#view = viewOf(this.#bytes)
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.length)
  }

  uint8(value: number): void {
    this.#reserve(1)
    this.#bytes[this.length++] = value
  }

  uint16(value: number): void {
    this.#reserve(2)
    this.#view.setUint16(this.length, value, true)
    this.length += 2
  }

  uint64(value: bigint): void {
    this.#reserve(8)
    this.#view.setBigUint64(this.length, value, true)
    this.length += 8
  }

  int64(value: bigint): void {
    this.#reserve(8)
    this.#view.setBigInt64(this.length, value, true)
    this.length += 8
  }

  nullableInt64(value: bigint | null): void {
    this.uint8(value === null ? 1 : 0)
    if (value !== null) this.int64(value)
  }

  nullableText(value: string | null): void {
    this.uint8(value === null ? 1 : 0)
    if (value !== null) this.text(value)
  }

  /** The length in bytes as LEB128, then UTF-8. */
  text(value: string): void {
    // No UTF-16 unit becomes more than three bytes; a length takes at most five.
    this.#reserve(value.length * 3 + 5)
    // The text is written first and its length put before it, which saves measuring it: how many bytes the length itself
    // takes is nearly always known from that of the string. What turns out to be longer is written again.
    const lengthBytes = value.length < 128 ? 1 : value.length <= twoByteLengthMax / 3 ? 2 : 0
    const at = this.length
    const bytes = lengthBytes === 0 ? Buffer.byteLength(value) : this.#bytes.write(value, at + lengthBytes)
    if (lengthBytes === 1 && bytes < 128) {
      this.#bytes[at] = bytes
      this.length = at + 1 + bytes
    } else if (lengthBytes === 2) {
      this.#bytes[at] = (bytes & 127) | 128
      this.#bytes[at + 1] = bytes >>> 7
      this.length = at + 2 + bytes
    } else {
      this.#leb128(bytes)
      this.length += this.#bytes.write(value, this.length)
    }
  }

  #leb128(value: number): void {
    let rest = value
    while (rest > 127) {
      this.#bytes[this.length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#bytes[this.length++] = rest
  }

  #reserve(bytes: number): void {
    if (this.length + bytes <= this.#bytes.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.length + bytes))
    this.#bytes.copy(grown, 0, 0, this.length)
    this.#bytes = grown
    this.#view = viewOf(grown)
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}
