import { availableParallelism, totalmem } from 'node:os'
import { resolve } from 'node:path'

/**
 * Every setting is a row: environment variable, help, default, and the check that turns text into a value.
 * `occur serve --help` prints this table, and a misspelt `OCCUR_…` variable is refused at start.
 */
const settings = {
  data: setting('OCCUR_DATA', 'Folder that holds everything Occur keeps', './occur-data', folder),
  host: setting('OCCUR_HOST', 'Address to listen on', '127.0.0.1', text),
  port: setting('OCCUR_PORT', 'Port to listen on; 0 lets the system choose', 7070, wholeNumber),
  logLevel: setting('OCCUR_LOG_LEVEL', 'fatal, error, warn, info, debug, trace or silent', 'info', logLevel),

  clickhouseUrl: setting('OCCUR_CLICKHOUSE_URL', 'Use this ClickHouse server instead of a private one', null, httpUrl),
  clickhouseUser: setting('OCCUR_CLICKHOUSE_USER', 'User of that server', 'default', text),
  clickhousePassword: setting('OCCUR_CLICKHOUSE_PASSWORD', 'Password of that user', '', anyText),
  clickhouseDatabase: setting('OCCUR_CLICKHOUSE_DATABASE', 'Database to keep the tables in', 'occur', identifier),
  engineMemoryBytesMax: setting(
    'OCCUR_ENGINE_MEMORY_BYTES_MAX',
    'Memory of the private engine; default a quarter of the machine, at most 4 GiB',
    Math.min(Math.floor(totalmem() / 4), 4 * 1024 ** 3),
    countingNumber,
  ),

  eventBytesMax: setting('OCCUR_EVENT_BYTES_MAX', 'Largest event', 1024 ** 2, wholeNumber),
  bodyBytesMax: setting(
    'OCCUR_BODY_BYTES_MAX',
    'Largest request after decompression, NDJSON aside',
    64 * 1024 ** 2,
    wholeNumber,
  ),
  bodyEventsMax: setting('OCCUR_BODY_EVENTS_MAX', 'Most events in one array', 500_000, wholeNumber),
  depthMax: setting('OCCUR_DEPTH_MAX', 'Deepest nesting of attributes', 100, wholeNumber),
  idBytesMax: setting(
    'OCCUR_ID_BYTES_MAX',
    'Longest id (event, session, conversation, source, user)',
    512,
    wholeNumber,
  ),
  bodySilenceMsMax: setting('OCCUR_BODY_SILENCE_MS_MAX', 'How long a body may send nothing', 30_000, wholeNumber),
  bodyMsMax: setting('OCCUR_BODY_MS_MAX', 'How long a body may take, NDJSON aside', 120_000, wholeNumber),
  streamBodyMsMax: setting('OCCUR_STREAM_BODY_MS_MAX', 'How long an NDJSON body may take', 6 * 3_600_000, wholeNumber),
  pendingBytesMax: setting(
    'OCCUR_PENDING_BYTES_MAX',
    'Bytes of events that may wait for a commit before requests are answered 429',
    64 * 1024 ** 2,
    wholeNumber,
  ),
  requestsMax: setting(
    'OCCUR_REQUESTS_MAX',
    'Bodies read at the same time before requests are answered 429',
    1024,
    wholeNumber,
  ),
  dedupeBytesMax: setting(
    'OCCUR_DEDUPE_BYTES_MAX',
    'Memory that remembers which event ids were seen (5.4 bytes each, and 44 MiB to grow into); beyond it the engine is asked for each',
    256 * 1024 ** 2,
    wholeNumber,
  ),

  pageSizeMax: setting('OCCUR_PAGE_SIZE_MAX', 'Most items on one page', 1000, wholeNumber),
  queryMsMax: setting('OCCUR_QUERY_MS_MAX', 'How long a question may take', 30_000, countingNumber),
  queryMemoryBytesMax: setting(
    'OCCUR_QUERY_MEMORY_BYTES_MAX',
    'Memory of one statement of a question; never more than its share of the private engine’s',
    1024 ** 3,
    countingNumber,
  ),
  questionsMax: setting(
    'OCCUR_QUESTIONS_MAX',
    'Large questions answered at the same time, and as many lists; default as many as cores, at least 2, at most 16',
    Math.min(Math.max(availableParallelism(), 2), 16),
    countingNumber,
  ),
  questionWaitMsMax: setting(
    'OCCUR_QUESTION_WAIT_MS_MAX',
    'How long a question waits for others to end before it is answered 429',
    10_000,
    wholeNumber,
  ),
  tailsMax: setting('OCCUR_TAILS_MAX', 'Most live tails at the same time', 1000, wholeNumber),
  tailBufferBytesMax: setting(
    'OCCUR_TAIL_BUFFER_BYTES_MAX',
    'Bytes waiting for one slow tail before it is told to come back',
    1024 ** 2,
    wholeNumber,
  ),
  heartbeatMs: setting('OCCUR_HEARTBEAT_MS', 'How often a silent tail is sent a heartbeat', 15_000, wholeNumber),
}

export type Config = {
  readonly [Name in keyof typeof settings]: ReturnType<(typeof settings)[Name]['check']> | DefaultOf<Name>
}

type DefaultOf<Name extends keyof typeof settings> = (typeof settings)[Name]['default'] extends null ? null : never

/** Flags win over the environment, which wins over the defaults. Throws a `ConfigError` that names the setting. */
export function readConfig(env: NodeJS.ProcessEnv, flags: Partial<Record<keyof Config, string>> = {}): Config {
  refuseMisspelt(env)
  const config: Record<string, unknown> = {}
  for (const [name, { variable, default: fallback, check }] of Object.entries(settings)) {
    const value = flags[name as keyof Config] ?? env[variable]
    try {
      config[name] = value === undefined ? defaultOf(fallback, check) : check(value)
    } catch (error) {
      // Who is in an address stays out of logs.
      throw new ConfigError(`${variable}=${value?.replace(/\/\/[^/@]*@/, '//…@')}: ${(error as Error).message}`)
    }
  }
  return config as Config
}

export class ConfigError extends Error {}

/** For `--help` and the documentation: one row a setting. */
export function describeSettings(): { variable: string; help: string; default: string }[] {
  return Object.values(settings).map(({ variable, help, default: fallback }) => ({
    variable,
    help,
    default: fallback === null ? '' : String(fallback),
  }))
}

/** Variables that belong to Occur's clients and scripts rather than to the server. */
const foreignVariables = new Set([
  'OCCUR_URL',
  'OCCUR_KEY',
  'OCCUR_TEST_SKIP_BROWSER',
  'OCCUR_TEST_TABLES',
  'OCCUR_CHROMIUM',
])

function refuseMisspelt(env: NodeJS.ProcessEnv): void {
  const known = new Set(Object.values(settings).map(({ variable }) => variable))
  for (const variable of Object.keys(env)) {
    if (variable.startsWith('OCCUR_') && !known.has(variable) && !foreignVariables.has(variable)) {
      throw new ConfigError(`${variable} is not a setting. The settings are: ${[...known].join(', ')}`)
    }
  }
}

function defaultOf(fallback: string | number | null, check: (value: string) => unknown): unknown {
  return typeof fallback === 'string' ? check(fallback) : fallback
}

function setting<Default extends string | number | null, Value>(
  variable: string,
  help: string,
  fallback: Default,
  check: (value: string) => Value,
) {
  return { variable, help, default: fallback, check }
}

function text(value: string): string {
  if (value === '') throw new Error('is empty')
  return value
}

function anyText(value: string): string {
  return value
}

function folder(value: string): string {
  return resolve(text(value))
}

function wholeNumber(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new Error('is not a whole number')
  return Number(value)
}

function countingNumber(value: string): number {
  const number = wholeNumber(value)
  if (number === 0) throw new Error('is not at least 1')
  return number
}

function httpUrl(value: string): string {
  const { protocol, username, password, search, hash } = new URL(value)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('is not an http:// or https:// address')
  // Nothing reads these: better a word now than a server that refuses somebody without a name.
  if (username || password) {
    throw new Error('has a user or a password in it: set OCCUR_CLICKHOUSE_USER and OCCUR_CLICKHOUSE_PASSWORD instead')
  }
  if (search || hash) throw new Error('has something after its path, which would be ignored: leave that out')
  return value.replace(/\/$/, '')
}

function identifier(value: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(value)) throw new Error('is not a plain name (letters, digits, _)')
  return value
}

function logLevel(value: string): 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
  const level = levels.find((known) => known === value)
  if (!level) throw new Error(`is none of ${levels.join(', ')}`)
  return level
}
