import { hash, randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const secretPattern = /^(occ_[0-9A-Za-z]{8})_[0-9A-Za-z]{43}$/

/** A new secret: `occ_` + 8 characters that name the key, + 43 that hold 32 random bytes. No sign breaks a double click. */
export function newSecret(): string {
  return `occ_${base62(randomBytes(6), 8).slice(-8)}_${base62(randomBytes(32), 43)}`
}

/** The part of a secret that may be seen, or null when the text cannot be a secret. */
export function prefixOf(secret: string): string | null {
  return secretPattern.exec(secret)?.[1] ?? null
}

/**
 * What is kept of a secret. A plain hash, and no slow one: 256 random bits cannot be guessed however fast the guessing
 * is, and the check runs on every request.
 */
export function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

function base62(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  while (text.length < length) {
    text = alphabet[Number(rest % 62n)] + text
    rest /= 62n
  }
  return text
}
