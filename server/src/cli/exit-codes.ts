/** What scripts can rely on. Printed by `occur --help`. */
export const exitCodes = {
  done: 0,
  /** It ran to its end, and the answer is no: events rejected, a check failed, the server could not start. */
  refused: 1,
  /** It could not be done: wrong usage, no server, no right. */
  failed: 2,
  interrupted: 130,
} as const

export const exitCodesHelp = `
Exit codes:
  0    done
  1    done, but not all well: import had rejects, doctor found a fault, serve could not start
  2    could not be done: wrong usage, server not reached, key refused
  130  interrupted (Ctrl-C); serve, tail and demo end with 0 instead`

/** Ends the command with one sentence for its user; no stack, since nothing is wrong with the program. */
export class CommandFailure extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message)
    this.name = 'CommandFailure'
    this.exitCode = exitCode
  }
}
