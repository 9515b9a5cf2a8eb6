/**
 * The program `occur`: hands the facts of this process to the command line and ends with the code that comes back.
 * This is the only file that names `process`; everything else is told what it needs.
 */
import type { Writable } from 'node:stream'
import { CommandFailure } from './cli/exit-codes.ts'
import { run } from './cli/program.ts'
import type { Output } from './cli/surroundings.ts'

/** npm, npx and the terminal each pass the same Ctrl-C on, so what arrives this soon after the first is no second one. */
const sameKeypressMs = 1000

const stop = new AbortController()
let stoppedAtMs = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stop.signal.aborted) {
      stoppedAtMs = Date.now()
      stop.abort(signal)
    } else if (Date.now() - stoppedAtMs > sameKeypressMs) {
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
  })
}

const exitCode = await run({
  args: process.argv.slice(2),
  env: process.env,
  input: process.stdin,
  out: output(process.stdout, 'Standard output'),
  err: output(process.stderr, 'Standard error'),
  stopped: stop.signal,
  machine: { nodeVersion: process.versions.node, platform: process.platform, arch: process.arch },
  isRunning,
})
process.exit(exitCode)

function output(stream: NodeJS.WriteStream, name: string): Output {
  let left = false
  const fail = (error: NodeJS.ErrnoException) => {
    left = true
    // `occur list | head`: the reader left, which is no failure of ours. A full disk is.
    stop.abort(error.code === 'EPIPE' ? 'EPIPE' : new CommandFailure(`${name} cannot be written: ${error.message}`))
  }
  stream.on('error', fail)
  return {
    isTerminal: stream.isTTY === true,
    columns: () => stream.columns ?? 80,
    write: (text) => (left || text.length === 0 ? Promise.resolve() : written(stream, text, fail)),
  }
}

/** Whether it went well or not: before whoever waits goes on, `fail` knows. */
function written(stream: Writable, text: string | Uint8Array, fail: (error: Error) => void): Promise<void> {
  return new Promise((resolve) =>
    stream.write(text, (error) => {
      if (error) fail(error)
      resolve()
    }),
  )
}

/** Signal 0 is sent to nobody: it only asks. EPERM means that it runs, as somebody else. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
