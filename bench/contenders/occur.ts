import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const program = join(import.meta.dirname, '../../server/bin/occur.js')

/** Occur as a stranger starts it: its own process, its own engine, the default settings. */
export class Occur {
  readonly processId: number
  readonly url: string
  /** From the start of the process to the first time that it said it was ready. */
  readonly readyMs: number
  readonly #child: ChildProcess
  readonly #dataFolder: string

  static async start(dataFolder: string, nodeOptions: readonly string[] = []): Promise<Occur> {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const startedMs = performance.now()
    const child = spawn(
      process.execPath,
      [...nodeOptions, program, 'serve', '--data', dataFolder, '--port', String(port)],
      {
        env: { PATH: process.env.PATH },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    while (!(await isReady(url))) {
      if (child.exitCode !== null) throw new Error(`Occur has ended with ${child.exitCode}`)
      await sleep(5)
    }
    return new Occur(child, url, dataFolder, performance.now() - startedMs)
  }

  private constructor(child: ChildProcess, url: string, dataFolder: string, readyMs: number) {
    this.#child = child
    this.processId = child.pid!
    this.url = url
    this.#dataFolder = dataFolder
    this.readyMs = readyMs
  }

  get key(): string {
    return readFileSync(join(this.#dataFolder, 'admin-key'), 'utf8').trim()
  }

  get headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.key}` }
  }

  async count(): Promise<number> {
    const answer = await fetch(`${this.url}/api/v1/events/?limit=0`, { headers: this.headers })
    const { total_count: count } = (await answer.json()) as { total_count: number }
    return count
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
