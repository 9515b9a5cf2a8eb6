import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { addPrimaryKey, createEventTable } from './event-table.ts'
import { PsqlSession } from './psql-session.ts'

const run = promisify(execFile)
const binaries = '/usr/lib/postgresql/15/bin'

/** Five indexes to ask by: as much as events get that are not searched for what is inside them. */
const createTable = [
  createEventTable,
  addPrimaryKey,
  'CREATE INDEX ON event (project, timestamp)',
  ...['session_id', 'conversation_id', 'user_id', 'type'].map((column) => `CREATE INDEX ON event (${column})`),
].join(';\n')

/** More than Debian's defaults, so that it is not held back by them. */
const ampleSettings = { shared_buffers: '1GB', max_wal_size: '4GB', fsync: 'on', synchronous_commit: 'on' }

export interface PostgresOptions {
  /** One that is kept; without it a temporary one with the table of events in it. */
  folder?: string
  settings?: Readonly<Record<string, string>>
}

/** A PostgreSQL 15 in a folder of its own, reached by a socket in there. */
export class Postgres {
  readonly processId: number
  readonly #child: ChildProcess
  readonly #folder: string
  readonly #isKept: boolean

  /** Null, after it was said aloud, where there is none. */
  static async start({ folder: kept, settings = {} }: PostgresOptions = {}): Promise<Postgres | null> {
    if (!existsSync(binaries) && !install()) return null
    const folder = kept ?? (await mkdtemp(join(tmpdir(), 'occur-bench-postgres-')))
    await mkdir(folder, { recursive: true })
    await chmod(folder, 0o755)
    const owner = await ownerOf(folder)
    const data = join(folder, 'data')
    const isNew = !existsSync(data)
    if (isNew) await run(join(binaries, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8'], owner)
    const options = { ...ampleSettings, ...settings, listen_addresses: '', unix_socket_directories: folder }
    const child = spawn(
      join(binaries, 'postgres'),
      ['-D', data, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...owner, stdio: 'ignore' },
    )
    const postgres = new Postgres(child, folder, kept !== undefined)
    while (!(await postgres.#answers())) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL has ended with ${child.exitCode}`)
      await sleep(50)
    }
    if (kept === undefined) await postgres.tell(createTable)
    return postgres
  }

  private constructor(child: ChildProcess, folder: string, isKept: boolean) {
    this.processId = child.pid!
    this.#child = child
    this.#folder = folder
    this.#isKept = isKept
  }

  /** How its client, and whoever starts one himself, reaches it. */
  get psql(): readonly string[] {
    return [join(binaries, 'psql'), '-X', '-h', this.#folder, '-U', 'bench', '-d', 'postgres']
  }

  /** A connection that stays. */
  session(): PsqlSession {
    return new PsqlSession(this.psql)
  }

  /** Runs each script on a connection of its own; answers how long all took. */
  async runScripts(files: readonly string[]): Promise<number> {
    const startedMs = performance.now()
    await Promise.all(files.map((file) => this.#psql(['-q', '-f', file])))
    return (performance.now() - startedMs) / 1000
  }

  /** Runs one statement, or several; the answer is that of the last. */
  tell(sql: string): Promise<string> {
    return this.#psql(['-At', '-c', sql])
  }

  /** `COPY … FROM STDIN` of lines in PostgreSQL's own text format. */
  async copyIn(sql: string, lines: Iterable<string>): Promise<void> {
    const [program, ...who] = this.psql as [string, ...string[]]
    const child = spawn(program, [...who, '-v', 'ON_ERROR_STOP=1', '-c', sql], {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    const ended = once(child, 'exit')
    await pipeline(Readable.from(lines, { objectMode: true, highWaterMark: 4 }), child.stdin)
    const [code] = await ended
    if (code !== 0) throw new Error(`psql has ended with ${code}`)
  }

  async count(): Promise<number> {
    return Number(await this.tell('SELECT count(*) FROM event'))
  }

  /** Table and indexes. */
  async bytes(): Promise<number> {
    return Number(await this.tell(`SELECT pg_total_relation_size('event')`))
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGINT')
    await ended
    if (!this.#isKept) await rm(this.#folder, { recursive: true, force: true })
  }

  async #answers(): Promise<boolean> {
    try {
      await this.tell('SELECT 1')
      return true
    } catch {
      return false
    }
  }

  async #psql(what: readonly string[]): Promise<string> {
    const [program, ...who] = this.psql as [string, ...string[]]
    return (await run(program, [...who, '-v', 'ON_ERROR_STOP=1', ...what])).stdout
  }
}

/** PostgreSQL refuses to run as root; Debian's package makes a user for it. */
async function ownerOf(folder: string): Promise<{ uid?: number; gid?: number; cwd: string }> {
  if (process.getuid?.() !== 0) return { cwd: folder }
  const { stdout } = await run('id', ['-u', 'postgres'])
  const uid = Number(stdout)
  const gid = Number((await run('id', ['-g', 'postgres'])).stdout)
  await chown(folder, uid, gid)
  return { uid, gid, cwd: folder }
}

function install(): boolean {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall) {
    console.log('Installing PostgreSQL 15, to compare with…')
    // Runlevel 1 keeps the package from starting a server of its own.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    spawnSync('apt-get', ['update'], { env, stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql-15'], { env, stdio: 'ignore' })
  }
  if (existsSync(binaries)) return true
  console.log(
    `SKIPPED: PostgreSQL. There is none in ${binaries}${mayInstall ? ', and it could not be installed' : ''}.`,
  )
  return false
}
