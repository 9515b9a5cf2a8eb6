import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

/** Between fields, and before the line that says how a statement ended: no text of ours holds these. */
const fieldEnd = '\x1f'
const statementEnd = '\x1d'

/** A statement that PostgreSQL did not finish. `57014` is what it says of one that took too long. */
export class PostgresError extends Error {
  readonly state: string

  constructor(state: string, message: string) {
    super(`PostgreSQL: ${state} ${message}`)
    this.state = state
  }
}

/** One connection to PostgreSQL that stays, by way of psql: what costs is the statement, not the start of a process. */
export class PsqlSession {
  readonly #child: ChildProcessWithoutNullStreams
  #text = ''
  #onStatementEnd: (() => void) | null = null

  constructor([program, ...who]: readonly string[]) {
    this.#child = spawn(program!, [...who, '-q', '-A', '-t', '-F', fieldEnd, '-P', 'null=\\N'])
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text
      if (this.#text.includes(statementEnd) && this.#text.endsWith('\n')) this.#onStatementEnd?.()
    })
    // What it says there is asked for by name below.
    this.#child.stderr.resume()
    this.#child.on('exit', () => this.#onStatementEnd?.())
  }

  /** The rows of one statement, every field as text. One at a time. Throws a `PostgresError`. */
  async rows(sql: string): Promise<(string | null)[][]> {
    this.#text = ''
    const ended = new Promise<void>((resolve) => {
      this.#onStatementEnd = resolve
    })
    this.#child.stdin.write(`${sql};\n\\echo '${statementEnd}' :SQLSTATE :LAST_ERROR_MESSAGE\n`)
    await ended
    const [found, outcome] = this.#text.split(statementEnd)
    if (outcome === undefined) throw new Error('psql has ended')
    const [, state, message] = /^ (\S+) ?(.*)\n$/s.exec(outcome)!
    if (state !== '00000') throw new PostgresError(state!, message!)
    return found!
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(fieldEnd).map((field) => (field === '\\N' ? null : field)))
  }

  close(): void {
    this.#child.stdin.end('\\q\n')
  }
}
