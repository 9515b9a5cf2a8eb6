import type { Command } from 'commander'
import { type Logger, multistream, pino } from 'pino'
import { type Config, ConfigError, describeSettings, readConfig } from '../config.ts'
import { AppError } from '../event/errors.ts'
import type { RunningServer } from '../server.ts'
import { CommandFailure, exitCodes } from './exit-codes.ts'
import { giveBackMemory } from './give-back-memory.ts'
import type { Surroundings } from './surroundings.ts'
import { type Paint, paintFor } from './terminal/paint.ts'
import { readableLog } from './terminal/readable-log.ts'
import { relativePath } from './terminal/relative-path.ts'

/** `occur serve`: runs the server until it is told to stop. */
export function addServe(program: Command, around: Surroundings): void {
  program
    .command('serve')
    .summary('run the server')
    .description('Runs the server until Ctrl-C. Everything it keeps is in one folder.')
    .option('--data <folder>', 'folder that holds everything (OCCUR_DATA, ./occur-data)')
    .option('--host <address>', 'address to listen on (OCCUR_HOST, 127.0.0.1)')
    .option('--port <number>', 'port to listen on, 0 lets the system choose (OCCUR_PORT, 7070)')
    .option('--log-level <level>', 'fatal, error, warn, info, debug, trace or silent (OCCUR_LOG_LEVEL, info)')
    .addHelpText('after', () => `\n${settingsTable()}\n\nExample:\n  npx occur serve --data ./occur-data --port 7070`)
    .action((flags: ServeFlags) => serve(flags, around))
}

/** Whoever waits for the start asks at once, and shall not wait for this too. */
const giveBackMemoryAfterMs = 1000

interface ServeFlags {
  data?: string
  host?: string
  port?: string
  logLevel?: string
}

async function serve(flags: ServeFlags, around: Surroundings): Promise<void> {
  const paint = paintFor(around.out, around.env)
  const server = await start(flags, around, paint)
  setTimeout(giveBackMemory, giveBackMemoryAfterMs).unref()
  if (!around.stopped.aborted) {
    await new Promise((resolve) => around.stopped.addEventListener('abort', resolve, { once: true }))
  }
  if (around.out.isTerminal) await around.out.write(`\n${paint.dim('Stopping: finishing what is in hand…')}\n`)
  await server.close()
}

/** Whatever keeps the server from starting is for its operator to read: one sentence, and exit code 1. */
async function start(flags: ServeFlags, around: Surroundings, paint: Paint): Promise<RunningServer> {
  try {
    const config = readConfig(around.env as NodeJS.ProcessEnv, flags)
    const log = openLog(config, around, paint)
    const { startServer } = await import('../server.ts')
    const server = await startServer(config, log)
    if (around.out.isTerminal) {
      await around.out.write(welcome(server, paint))
    } else {
      const { url, signInUrl, keyFile } = server
      log.info({ url, signInUrl, keyFile }, `Occur is ready at ${url}`)
    }
    return server
  } catch (error) {
    if (error instanceof ConfigError || error instanceof AppError) {
      throw new CommandFailure(error.message, exitCodes.refused)
    }
    throw error
  }
}

/** On a terminal, lines for people. Otherwise JSON lines: up to info to standard output, from warn on to standard error. */
function openLog(config: Config, { out, err }: Surroundings, paint: Paint): Logger {
  const destination = out.isTerminal
    ? readableLog(out, paint)
    : multistream(
        [
          { level: 'trace', stream: { write: (line: string) => void out.write(line) } },
          { level: 'warn', stream: { write: (line: string) => void err.write(line) } },
        ],
        { dedupe: true },
      )
  return pino({ level: config.logLevel }, destination)
}

function welcome({ url, signInUrl, keyFile, keyFileIsNew }: RunningServer, paint: Paint): string {
  const path = relativePath(keyFile)
  const row = (name: string, text: string) => `  ${paint.bold(name.padEnd(10))}${text}\n`
  const more = (text: string) => row('', text)
  return [
    '\n',
    `  ${paint.green('Occur is ready')} at ${paint.bold(url)}\n\n`,
    row('Open', `${paint.cyan(signInUrl)}  ${paint.dim('(signs you in, once)')}`),
    row('Key', `${path}  ${paint.dim(keyFileIsNew ? '(made just now; only you can read it)' : '(the admin key)')}`),
    row('Send', `curl ${url}/api/v1/events/ -H "Syllable-API-Key: $(cat ${quoted(path)})" \\`),
    more(`  -H 'Content-Type: application/json' \\`),
    more(`  -d '{"timestamp":"${new Date().toISOString()}","session_id":"s-1","type":"session-start"}'`),
    row('Or', `npx occur import FILE   ${paint.dim('your events: NDJSON, JSON or CSV')}`),
    more(`npx occur demo          ${paint.dim('invented sessions, live')}`),
    row('Stop', 'Ctrl-C\n'),
    '\n',
  ].join('')
}

/** Ready to be pasted into a shell, whatever the folder is called. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

function settingsTable(): string {
  const rows = describeSettings()
  const width = Math.max(...rows.map(({ variable }) => variable.length))
  const lines = rows.map(
    (row) => `  ${row.variable.padEnd(width)}  ${row.help}${row.default === '' ? '' : ` (${row.default})`}`,
  )
  return ['Settings, from the environment; flags win over them:', ...lines].join('\n')
}
