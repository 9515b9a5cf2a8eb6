import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { AppError } from '../event/errors.ts'
import { Client, type ConnectOptions } from './connect.ts'
import { createDatabase } from './create-database.ts'
import { engineLibrary } from './engine-library.ts'
import { RefusedByClickHouse } from './failures.ts'
import { configXml, type PrivateConfig, startArguments, usersXml } from './private-config.ts'

export interface PrivateStart {
  /** Where the engine keeps everything; created if missing. */
  readonly folder: string
  readonly database: string
  readonly memoryBytesMax: number
  readonly connectionsMax: number
}

/** A private engine that answers. */
export interface RunningEngine {
  readonly client: Client
  readonly url: string
  readonly user: string
  readonly password: string
  readonly processId: number
  /** Resolves when the process is gone, with the last that it said. */
  readonly ended: Promise<string>
  /** Ends it at once; the tables survive. */
  kill(): Promise<void>
}

/** Starts the engine in a process of its own; resolves when it answers. Says why when it does not. */
export async function startPrivate(start: PrivateStart, left?: AbortSignal): Promise<RunningEngine> {
  const library = engineLibrary()
  const deadline = Date.now() + retryMsMax
  for (;;) {
    try {
      return await startOnce(start, library, left)
    } catch (error) {
      if (!(error instanceof StartFailure)) throw error
      // Another process was given our port, or an engine whose parent died is still on its way out.
      const passing = /Address already in use|Another server instance|Cannot lock file/i.test(error.said)
      if (!passing || Date.now() > deadline) throw startRefusal(start, error)
      await sleep(100)
    }
  }
}

const retryMsMax = 5_000

async function startOnce(start: PrivateStart, library: string, left?: AbortSignal): Promise<RunningEngine> {
  await mkdir(start.folder, { recursive: true, mode: 0o700 })
  await chmod(start.folder, 0o700)
  const configFolder = join(start.folder, 'start')
  const port = await freePort()
  // A password of its own for every start: who listens on the port after a crash learns nothing of use.
  const config: PrivateConfig = {
    ...start,
    configFolder,
    port,
    user: 'occur',
    password: randomBytes(24).toString('base64url'),
  }
  await mkdir(configFolder, { recursive: true, mode: 0o700 })
  try {
    await writeFile(join(configFolder, 'config.xml'), configXml(config), { mode: 0o600 })
    await writeFile(join(configFolder, 'users.xml'), usersXml(config), { mode: 0o600 })
    const child = startChild({ library, args: startArguments(config) }, start.folder)
    try {
      return await whenAnswering(child, start, config, left)
    } catch (error) {
      await child.kill()
      throw error
    }
  } finally {
    await rm(configFolder, { recursive: true, force: true })
  }
}

async function whenAnswering(
  child: Child,
  start: PrivateStart,
  config: PrivateConfig,
  left?: AbortSignal,
): Promise<RunningEngine> {
  const { port, user, password } = config
  const { database, connectionsMax } = start
  const address = { url: `http://127.0.0.1:${port}`, user, password, database, connectionsMax, idleMsMax: 60_000 }
  let said: string | undefined
  void child.ended.then((last) => {
    said = last
  })
  while (!(await answers(address))) {
    left?.throwIfAborted()
    if (said !== undefined) throw new StartFailure(said)
    await sleep(20)
  }
  const client = new Client(address)
  const kill = async () => {
    await client.close()
    await child.kill()
  }
  return { ...address, client, processId: child.processId, ended: child.ended, kill }
}

async function answers(address: ConnectOptions): Promise<boolean> {
  try {
    await createDatabase(address)
    return true
  } catch (error) {
    // It listens, but cannot do this: waiting will not help.
    if (!(error instanceof AppError) || error.cause instanceof RefusedByClickHouse)
      throw new StartFailure(String(error))
    return false
  }
}

/** What the process is told by the first line of its input. */
export interface ChildOrder {
  readonly library: string
  readonly args: readonly string[]
}

interface Child {
  readonly processId: number
  readonly ended: Promise<string>
  kill(): Promise<void>
}

function startChild(order: ChildOrder, folder: string): Child {
  const child = spawn(process.execPath, [childPath], {
    cwd: folder,
    // Nothing of ours: not the keys that may be in it, not the options of the Node that runs us.
    env: { PATH: process.env.PATH, TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C in a terminal goes to its whole group; this one must outlive the requests in hand.
    detached: true,
  })
  const last = new LastLines()
  child.stdout.on('data', (bytes) => last.add(bytes))
  child.stderr.on('data', (bytes) => last.add(bytes))
  // It may be gone before it has read its order; then `ended` says so.
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify(order)}\n`)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(String(error)))
    child.once('close', () => resolve(last.text()))
  })
  return {
    processId: child.pid ?? 0,
    ended,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const childPath = fileURLToPath(new URL('./private-engine-child.js', import.meta.url))

/** Enough of what the engine said to tell why it ended, however much it says. */
class LastLines {
  #text = ''

  add(bytes: Buffer): void {
    this.#text = (this.#text + bytes.toString()).slice(-8_192)
  }

  text(): string {
    return this.#text.trim()
  }
}

class StartFailure extends Error {
  readonly said: string

  constructor(said: string) {
    super(said)
    this.said = said
  }
}

function startRefusal({ folder }: PrivateStart, { said }: StartFailure): AppError {
  if (/Another server instance|Cannot lock file/i.test(said)) {
    return new AppError('conflict', `Another engine is running in ${folder}; stop it, or choose another data folder.`)
  }
  const reason = said.split('\n').findLast((line) => /Code: \d+/.test(line)) ?? said.slice(-1_000)
  return new AppError(
    'unavailable',
    `The private engine did not start in ${folder}: ${reason.trim() || 'it said nothing'}`,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
