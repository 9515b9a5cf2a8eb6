import type { Readable } from 'node:stream'

/** What the machine hands to the command line. Commands hear of the process only through this, so tests can be one. */
export interface Surroundings {
  /** Without the program's own name. */
  args: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  input: Readable
  out: Output
  err: Output
  /**
   * Aborted at the first SIGINT, SIGTERM or SIGHUP, with the reason `EPIPE` once nobody reads our output, or with a
   * `CommandFailure` when it cannot be written.
   */
  stopped: AbortSignal
  machine: { nodeVersion: string; platform: string; arch: string }
  isRunning(pid: number): boolean
}

export interface Output {
  readonly isTerminal: boolean
  columns(): number
  /** Resolves when it has left, so that whoever waits for it never piles up text in memory. */
  write(text: string | Uint8Array): Promise<void>
}
