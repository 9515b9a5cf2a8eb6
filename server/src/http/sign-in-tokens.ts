import { hash, randomBytes } from 'node:crypto'

const lifetimeMs = 15 * 60_000
const tokensMax = 100

/** Tokens of links that sign one browser in, once and soon. They live in memory: a restart ends them. */
export class SignInTokens {
  readonly #now: () => Date
  /** By hash, so that looking one up tells nothing about the others. In the order in which they end. */
  readonly #endsAtMs = new Map<string, number>()

  constructor(now: () => Date) {
    this.#now = now
  }

  make(): string {
    const token = randomBytes(32).toString('base64url')
    this.#endsAtMs.set(hash('sha256', token), this.#now().getTime() + lifetimeMs)
    const oldest = this.#endsAtMs.keys().next().value
    if (this.#endsAtMs.size > tokensMax && oldest !== undefined) this.#endsAtMs.delete(oldest)
    return token
  }

  /** True the first time that a token is shown while it lives. */
  take(token: string): boolean {
    const tokenHash = hash('sha256', token)
    const endsAtMs = this.#endsAtMs.get(tokenHash)
    this.#endsAtMs.delete(tokenHash)
    return endsAtMs !== undefined && this.#now().getTime() < endsAtMs
  }
}
