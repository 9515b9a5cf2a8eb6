import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const main = join(import.meta.dirname, '../server/src/main.ts')

/** A process of the real program, with what it has written so far. */
export interface OccurProcess {
  readonly child: ChildProcess
  readonly stdout: string
  readonly stderr: string
  /** The exit code, or null where a signal ended it; resolves when both outputs have been read to their end. */
  readonly ended: Promise<number | null>
  /** Resolves when its output matches. Throws with all of it when the process ends without that. */
  until(pattern: RegExp, stream?: 'stdout' | 'stderr'): Promise<RegExpExecArray>
}

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** A folder for one test's files, and the processes that it starts; `end` gives all of it back. */
export interface Workplace {
  readonly folder: string
  readonly data: string
  start(args: readonly string[], env?: Record<string, string>): OccurProcess
  /** The same, with its standard output in this file. */
  startTo(file: number, args: readonly string[]): OccurProcess
  /** Runs a command to its end. `input` goes to its standard input. */
  run(args: readonly string[], options?: { input?: string | Buffer; env?: Record<string, string> }): Promise<Ended>
  serve(port?: number): Promise<Serving>
  end(): Promise<void>
}

export interface Serving {
  readonly url: string
  readonly port: number
  readonly key: string
  readonly process: OccurProcess
  /** Ends it as Ctrl-C or an init system would; the answer is its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export function createWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'occur-cli-'))
  const data = join(folder, 'data')
  const processes: OccurProcess[] = []

  const start: Workplace['start'] = (args, env) => startWith('pipe', args, env)

  function startWith(out: 'pipe' | number, args: readonly string[], env: Record<string, string> = {}): OccurProcess {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { ...withoutOccur(process.env), OCCUR_DATA: data, XDG_STATE_HOME: join(folder, 'state'), ...env },
      stdio: ['pipe', out, 'pipe'],
    })
    const started = watch(child)
    processes.push(started)
    return started
  }

  async function run(
    args: readonly string[],
    { input, env }: { input?: string | Buffer; env?: Record<string, string> } = {},
  ): Promise<Ended> {
    const started = start(args, env)
    // It may end before it has read everything, for instance with a wrong flag.
    started.child.stdin?.on('error', () => {})
    started.child.stdin?.end(input)
    const code = await started.ended
    return { code, stdout: started.stdout, stderr: started.stderr }
  }

  async function serve(port = 0): Promise<Serving> {
    const serving = start(['serve', '--port', String(port)])
    const [, url = ''] = await serving.until(/Occur is ready at (http:\/\/[^"]+)"/)
    return {
      url,
      port: Number(new URL(url).port),
      key: readFileSync(join(data, 'admin-key'), 'utf8').trim(),
      process: serving,
      stop: (signal = 'SIGTERM') => {
        serving.child.kill(signal)
        return serving.ended
      },
    }
  }

  async function end(): Promise<void> {
    for (const { child } of processes) child.kill('SIGKILL')
    await Promise.all(processes.map(({ ended }) => ended))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  return { folder, data, start, startTo: (file, args) => startWith(file, args), run, serve, end }
}

function watch(child: ChildProcess): OccurProcess {
  const output = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  let hasEnded = false
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text) => {
      output[name] += text
      tell()
    })
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      hasEnded = true
      resolve(code)
      tell()
    })
  })

  function until(pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output[stream])
        if (found) resolve(found)
        else if (hasEnded) reject(new Error(`ended without ${pattern}:\n${output.stdout}\n${output.stderr}`))
        else return
        listeners.delete(look)
      }
      listeners.add(look)
      look()
    })
  }

  return {
    child,
    ended,
    until,
    get stdout() {
      return output.stdout
    },
    get stderr() {
      return output.stderr
    },
  }
}

/** What the developer has set for himself is none of the test's business. */
function withoutOccur(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(OCCUR_|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$|NODE_TEST)/.test(name)),
  )
}
