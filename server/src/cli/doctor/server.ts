import { createServer } from 'node:net'
import { type OccurClient, OccurError } from '@occur/client'
import type { Config } from '../../config.ts'
import { type Connection, type ConnectionFlags, connect, dataFolder, readServerFile } from '../connect.ts'
import { CommandFailure } from '../exit-codes.ts'
import type { Surroundings } from '../surroundings.ts'
import { relativePath } from '../terminal/relative-path.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** The server that runs here or was named; if none runs, whether one could. */
export async function checkServer(
  flags: ConnectionFlags,
  config: Config,
  around: Surroundings,
): Promise<{ findings: Finding[]; serverDate: string | null }> {
  const isNamed = flags.url !== undefined || around.env.OCCUR_URL !== undefined
  const data = dataFolder(flags, around)
  if (!isNamed) {
    const file = await readServerFile(data)
    if (!file || !around.isRunning(file.pid)) {
      const none = warn('server', `none runs on ${relativePath(data)}`, 'Start it: npx occur serve')
      return { findings: [none, await checkPort(config)], serverDate: null }
    }
  }
  try {
    return await checkConnection(await connect(flags, around), around)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    return { findings: [fail('server', error.message, 'See "npx occur doctor --help"')], serverDate: null }
  }
}

async function checkConnection(
  { client, url }: Connection,
  { stopped }: Surroundings,
): Promise<{ findings: Finding[]; serverDate: string | null }> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(answerMsMax)])
  const up = await ask(`${url}/healthz`, signal)
  if (up.refusal !== undefined) {
    const missing = fail('server', `${url} does not answer (${up.refusal})`, 'Is the address right, and does it run?')
    return { findings: [missing], serverDate: null }
  }
  const { refusal } = await ask(`${url}/readyz`, signal)
  const ready =
    refusal === undefined
      ? ok('ready', 'the engine takes a row and gives it back')
      : fail('ready', refusal, 'Look into the log of the server; is its disk full?')
  return { findings: [ok('server', `answers at ${url}`), ready, await checkKey(client, signal)], serverDate: up.date }
}

async function ask(url: string, signal: AbortSignal): Promise<{ refusal?: string; date: string | null }> {
  try {
    const response = await fetch(url, { signal })
    const date = response.headers.get('date')
    if (response.ok) return { date }
    const answer = (await response.json().catch(() => ({}))) as { detail?: string }
    return { refusal: `${response.status}: ${answer.detail ?? response.statusText}`, date }
  } catch (error) {
    const { cause, message } = error as Error
    return { refusal: cause instanceof Error ? cause.message || String(cause) : message, date: null }
  }
}

async function checkKey(client: OccurClient, signal: AbortSignal): Promise<Finding> {
  try {
    const { name, project, scopes } = await client.whoami({ signal })
    return ok('key', `"${name}" of project ${project} may ${scopes.join(', ')}`)
  } catch (error) {
    if (!(error instanceof OccurError)) throw error
    const advice = 'Give another with OCCUR_KEY; "npx occur keys create" on the machine of the server makes one'
    return fail('key', error.message, advice)
  }
}

const answerMsMax = 10_000

async function checkPort({ host, port }: Config): Promise<Finding> {
  const refused = await new Promise<string | undefined>((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
  const place = `${host}:${port}`
  if (refused === undefined) return ok('port', `${place} is free`)
  if (refused === 'EADDRINUSE')
    return fail(
      'port',
      `${place} is taken by another program`,
      'Choose another: npx occur serve --port 7071 (OCCUR_PORT)',
    )
  return fail('port', `${place} cannot be listened on (${refused})`, 'Choose another with --host and --port')
}
