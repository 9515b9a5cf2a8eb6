import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const binaries = '/usr/lib/postgresql/15/bin'

/** What a table of events gets that is to answer the same questions: one unique index against duplicates, five to ask by. */
const createTable = `CREATE TABLE event (
  project text NOT NULL DEFAULT 'default',
  event_id text NOT NULL,
  timestamp timestamptz NOT NULL,
  session_id text,
  conversation_id text,
  source text,
  source_id text,
  category text,
  type text,
  user_id text,
  description text,
  attributes jsonb,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project, event_id)
);
CREATE INDEX ON event (project, timestamp);
CREATE INDEX ON event (session_id);
CREATE INDEX ON event (conversation_id);
CREATE INDEX ON event (user_id);
CREATE INDEX ON event (type);`

/** More than Debian's defaults, so that it is not held back by them. */
const settings = { shared_buffers: '1GB', max_wal_size: '4GB', fsync: 'on', synchronous_commit: 'on' }

/** A PostgreSQL 15 with a temporary folder of its own, reached by a socket in there. */
export class Postgres {
  readonly processId: number
  readonly #child: ChildProcess
  readonly #folder: string

  /** Null, after it was said aloud, where there is none. */
  static async start(): Promise<Postgres | null> {
    if (!existsSync(binaries) && !install()) return null
    const folder = await mkdtemp(join(tmpdir(), 'occur-bench-postgres-'))
    await chmod(folder, 0o755)
    const owner = await ownerOf(folder)
    await run(join(binaries, 'initdb'), ['-D', join(folder, 'data'), '-U', 'bench', '-A', 'trust', '-E', 'UTF8'], owner)
    const options = Object.entries({ ...settings, listen_addresses: '', unix_socket_directories: folder })
    const child = spawn(
      join(binaries, 'postgres'),
      ['-D', join(folder, 'data'), ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...owner, stdio: 'ignore' },
    )
    const postgres = new Postgres(child, folder)
    while (!(await postgres.#answers())) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL has ended with ${child.exitCode}`)
      await sleep(50)
    }
    await postgres.#ask(createTable)
    return postgres
  }

  private constructor(child: ChildProcess, folder: string) {
    this.processId = child.pid!
    this.#child = child
    this.#folder = folder
  }

  /** Runs each script on a connection of its own; answers how long all took. */
  async runScripts(files: readonly string[]): Promise<number> {
    const startedMs = performance.now()
    await Promise.all(files.map((file) => this.#psql(['-q', '-f', file])))
    return (performance.now() - startedMs) / 1000
  }

  async count(): Promise<number> {
    return Number(await this.#ask('SELECT count(*) FROM event'))
  }

  /** Table and indexes. */
  async bytes(): Promise<number> {
    return Number(await this.#ask(`SELECT pg_total_relation_size('event')`))
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGINT')
    await ended
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #answers(): Promise<boolean> {
    try {
      await this.#ask('SELECT 1')
      return true
    } catch {
      return false
    }
  }

  #ask(sql: string): Promise<string> {
    return this.#psql(['-At', '-c', sql])
  }

  async #psql(what: readonly string[]): Promise<string> {
    const who = ['-X', '-h', this.#folder, '-U', 'bench', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1']
    return (await run(join(binaries, 'psql'), [...who, ...what])).stdout
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
