import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(10 * 512)
let poolUsed = pool.length

/** A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random, so that ids made later sort later. */
export function newId(nowMs: number): string {
  if (poolUsed === pool.length) {
    randomFillSync(pool)
    poolUsed = 0
  }
  const time = nowMs.toString(16).padStart(12, '0')
  pool[poolUsed] = (pool[poolUsed]! & 0x0f) | 0x70
  pool[poolUsed + 2] = (pool[poolUsed + 2]! & 0x3f) | 0x80
  const random = pool.toString('hex', poolUsed, poolUsed + 10)
  poolUsed += 10
  return `${time.slice(0, 8)}-${time.slice(8)}-${random.slice(0, 4)}-${random.slice(4, 8)}-${random.slice(8)}`
}

/** When a UUIDv7 was made, in milliseconds since 1970; null for any other id. */
export function timeOfId(id: string): number | null {
  return uuidV7.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null
}

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
