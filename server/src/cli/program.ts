import { OccurError } from '@occur/client'
import { Command, CommanderError } from 'commander'
import packageFacts from '../../package.json' with { type: 'json' }
import { ConfigError } from '../config.ts'
import { AppError } from '../event/errors.ts'
import { addDemo } from './demo.ts'
import { addDoctor } from './doctor.ts'
import { CommandFailure, exitCodes, exitCodesHelp } from './exit-codes.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addKeys } from './keys.ts'
import { addList } from './list.ts'
import { addServe } from './serve.ts'
import { addSessions } from './sessions.ts'
import type { Surroundings } from './surroundings.ts'
import { addTail } from './tail.ts'
import { harmless } from './terminal/harmless.ts'
import { addTimeline } from './timeline.ts'
import { addUsers } from './users.ts'
import { addViews } from './views.ts'

/** Runs the command that the arguments name; the answer is the exit code. Never throws. */
export async function run(around: Surroundings): Promise<number> {
  try {
    await programFor(around).parseAsync(around.args, { from: 'user' })
    // Also when it was the last of it that could not be written.
    if (around.stopped.reason instanceof CommandFailure) throw around.stopped.reason
    return exitCodes.done
  } catch (error) {
    return await explain(error, around)
  }
}

function programFor(around: Surroundings): Command {
  const program = new Command('occur')
    .description('Records what happens in every session of a conversational AI agent, and shows it.')
    .version(packageFacts.version, '--version')
    .helpOption('-h, --help', 'show this help')
    .configureOutput({
      writeOut: (text) => void around.out.write(text),
      writeErr: (text) => void around.err.write(text),
      getOutHelpWidth: () => around.out.columns(),
      getErrHelpWidth: () => around.err.columns(),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', exitCodesHelp)
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride()
  addServe(program, around)
  addImport(program, around)
  addExport(program, around)
  addList(program, around)
  addSessions(program, around)
  addUsers(program, around)
  addTimeline(program, around)
  addTail(program, around)
  addDemo(program, around)
  addDoctor(program, around)
  addViews(program, around)
  addKeys(program, around)
  return program
}

/** Every way for a command to end other than well, and the one place where it becomes words and a code. */
async function explain(error: unknown, { err, stopped }: Surroundings): Promise<number> {
  if (stopped.reason instanceof CommandFailure) {
    await err.write(`occur: ${harmless(stopped.reason.message)}\n`)
    return stopped.reason.exitCode
  }
  if (stopped.aborted) return stopped.reason === 'EPIPE' ? exitCodes.done : exitCodes.interrupted
  // Commander has said by itself what was wrong, or has shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.failed
  if (error instanceof CommandFailure) {
    if (error.message !== '') await err.write(`occur: ${harmless(error.message)}\n`)
    return error.exitCode
  }
  if (error instanceof OccurError || error instanceof AppError || error instanceof ConfigError) {
    await err.write(`occur: ${harmless(error instanceof OccurError ? refusal(error) : error.message)}\n`)
    return exitCodes.failed
  }
  await err.write(`occur: this is a fault of the program: ${harmless(stackOf(error), { keepLineBreaks: true })}\n`)
  return exitCodes.failed
}

function refusal({ status, detail }: OccurError): string {
  if (status === 401) return `The key was refused (${detail}). Give another with OCCUR_KEY or --key`
  if (status === 403) return `The key may not do this (${detail}). "npx occur keys create --scope …" makes one that may`
  if (status === null) return `${detail}. Is the server running? "npx occur doctor" looks`
  return `The server answered ${status}: ${detail}`
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
