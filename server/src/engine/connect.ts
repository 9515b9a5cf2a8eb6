import type { Readable } from 'node:stream'
import { FormData, Pool } from 'undici'
import { boundText, type Params } from './bound-text.ts'
import { RefusedByClickHouse } from './failures.ts'

export interface ConnectOptions {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly database: string
  readonly connectionsMax: number
  /** How long an idle connection is kept: less than the server keeps it, or a request meets a closed one. */
  readonly idleMsMax: number
}

/** A statement as ClickHouse takes it over HTTP: https://clickhouse.com/docs/interfaces/http */
export interface Statement {
  readonly sql: string
  /** Bound as `{name:Type}`. */
  readonly params?: Params
  readonly settings?: Readonly<Record<string, string | number>>
  readonly statementId?: string
  /** What an INSERT inserts. */
  readonly rows?: Uint8Array
  readonly left?: AbortSignal
}

/** What a statement answers, from its first bytes on. To destroy the stream closes the connection. */
export interface Answered {
  readonly stream: Readable
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/**
 * A pool of HTTP connections to a ClickHouse. Nothing is sent before the first statement. Not the database's own client:
 * that one waits for a timer before each request, which is more than a millisecond of the ten that a small question takes.
 */
export class Client {
  readonly #pool: Pool
  readonly #path: string
  readonly #database: string
  readonly #headers: Record<string, string>

  constructor({ url, user, password, database, connectionsMax, idleMsMax }: ConnectOptions) {
    const { origin, pathname } = new URL(url)
    this.#pool = new Pool(origin, {
      connections: connectionsMax,
      keepAliveTimeout: idleMsMax,
      // A server may say that it keeps connections for longer than what is in between does.
      keepAliveMaxTimeout: idleMsMax,
      headersTimeout: silenceMsMax,
      bodyTimeout: silenceMsMax,
    })
    this.#path = pathname
    this.#database = database
    this.#headers = {
      Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'User-Agent': 'occur',
    }
  }

  /** Resolves when the answer begins. Throws `RefusedByClickHouse`, or whatever befell the connection. */
  async ask({ sql, params = {}, settings, statementId, rows, left }: Statement): Promise<Answered> {
    const bound = Object.entries(params).map(([name, value]): [string, string] => [`param_${name}`, boundText(value)])
    const isForm = bound.reduce((sum, [, text]) => sum + text.length, 0) > boundCharactersInAddressMax
    const address = new URLSearchParams({ database: this.#database, ...textsOf(settings) })
    if (statementId) address.set('query_id', statementId)
    if (rows) address.set('query', sql)
    if (!isForm) for (const [name, text] of bound) address.set(name, text)
    const { statusCode, headers, body } = await this.#pool.request({
      method: 'POST',
      path: `${this.#path}?${address}`,
      headers: this.#headers,
      body: rows ?? (isForm ? formOf([['query', sql], ...bound]) : sql),
      ...(left && { signal: left }),
    })
    if (statusCode !== 200) throw RefusedByClickHouse.said(await body.text())
    return { stream: body, headers }
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }
}

/** Long lists of ids do not fit into an address; a form takes the engine longer to read. */
const boundCharactersInAddressMax = 4_096

/**
 * How long a connection may be silent before it counts as lost. Statements are bounded by `max_execution_time`, and a
 * dead process closes its connections, so this only finds a machine that vanished.
 */
const silenceMsMax = 10 * 60_000

function textsOf(settings: Statement['settings'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]))
}

function formOf(entries: [string, string][]): FormData {
  const form = new FormData()
  for (const [name, text] of entries) form.set(name, text)
  return form
}
