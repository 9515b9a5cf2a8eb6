import type { Command } from 'commander'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { type ConnectionFlags, dataFolder, withConnection } from './connect.ts'
import { checkDataFolder } from './doctor/data-folder.ts'
import { type Finding, fail } from './doctor/finding.ts'
import { checkClock, checkDisk, checkEngine, checkMemory, checkNode } from './doctor/machine.ts'
import { checkServer } from './doctor/server.ts'
import { CommandFailure, exitCodes } from './exit-codes.ts'
import type { Surroundings } from './surroundings.ts'
import { harmless } from './terminal/harmless.ts'
import { type Paint, paintFor } from './terminal/paint.ts'

/** `occur doctor`: looks at everything that Occur needs, and says what to do. */
export function addDoctor(program: Command, around: Surroundings): void {
  const command = program
    .command('doctor')
    .summary('check machine, engine, data folder and server')
    .description('Looks at the machine, the engine, the data folder, the server and the key, and says what to do.')
    .option('--json', 'the findings as JSON, one a line')
  withConnection(command)
    .addHelpText('after', '\nExit code: 0 nothing failed, 1 something did.\n\nExample:\n  npx occur doctor')
    .action((flags: DoctorFlags) => doctor(flags, around))
}

interface DoctorFlags extends ConnectionFlags {
  json?: boolean
}

async function doctor({ json, ...flags }: DoctorFlags, around: Surroundings): Promise<void> {
  const paint = paintFor(around.out, around.env)
  let hasFailed = false
  for await (const finding of findings(flags, around)) {
    await around.out.write(json ? `${JSON.stringify(finding)}\n` : findingText(finding, paint))
    hasFailed ||= finding.state === 'fail'
  }
  if (hasFailed) throw new CommandFailure('', exitCodes.refused)
}

/** One after the other, so that a slow one is seen to be slow. */
async function* findings(flags: ConnectionFlags, around: Surroundings): AsyncGenerator<Finding> {
  yield checkNode(around)
  const config = settings(flags, around)
  if (config instanceof ConfigError) {
    yield fail('settings', config.message, 'Correct the environment; "npx occur serve --help" lists the settings')
    return
  }
  const data = dataFolder(flags, around)
  yield await checkEngine(config)
  yield checkMemory()
  yield* await checkDataFolder(data, around)
  yield await checkDisk(data)
  const { findings, serverDate } = await checkServer(flags, config, around)
  yield* findings
  yield checkClock(new Date(), serverDate)
}

function settings({ data }: ConnectionFlags, around: Surroundings): Config | ConfigError {
  try {
    return readConfig(around.env as NodeJS.ProcessEnv, data === undefined ? {} : { data })
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

const colors = { ok: 'green', warn: 'yellow', fail: 'red' } as const

function findingText({ state, subject, sentence, advice }: Finding, paint: Paint): string {
  const line = `${paint[colors[state]](state.padEnd(4))}  ${paint.bold(subject.padEnd(8))}  ${harmless(sentence)}\n`
  return advice === undefined ? line : `${line}${' '.repeat(16)}${harmless(advice)}\n`
}
