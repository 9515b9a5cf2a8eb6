import { hash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import packageFacts from '../package.json' with { type: 'json' }
import type { Config } from './config.ts'
import { lockDataFolder } from './engine/data-lock.ts'
import type { Engine } from './engine/engine.ts'
import { openEngine } from './engine/open-engine.ts'
import { AppError } from './event/errors.ts'
import { keyFileOf, makeFirstKey, refuseOpenDoor } from './first-key.ts'
import { buildApp } from './http/app.ts'
import { Metrics } from './http/metrics.ts'
import { questionPlaces, questionsAtOnceMax } from './http/question-places.ts'
import type { App } from './http/route.ts'
import { SignInTokens } from './http/sign-in-tokens.ts'
import type { OutcomeCounts } from './ingest/ingest.ts'
import { Doorbell } from './live/doorbell.ts'
import { Tails } from './live/tails.ts'
import { newOperatorSecret, writeServerFile } from './server-file.ts'
import { questionReads } from './store/answer-question.ts'
import { keepCompletingParts } from './store/complete-parts.ts'
import { engineFactReads } from './store/engine-facts.ts'
import { writer } from './store/event-writer.ts'
import { fileExports } from './store/exports.ts'
import { facetReads } from './store/facets.ts'
import { eventReads } from './store/find-events.ts'
import { pathReads } from './store/find-paths.ts'
import { transferReads } from './store/find-transfers.ts'
import { funnelReads } from './store/funnel.ts'
import { journeyReads } from './store/journeys.ts'
import { type KeyStore, openKeyStore as openKeys } from './store/keys.ts'
import { migrate } from './store/migrations.ts'
import { neighbourReads } from './store/neighbours.ts'
import { openEventLog } from './store/open-event-log.ts'
import { proveReadiness } from './store/readiness.ts'
import { StoredRejectedEvents } from './store/rejected-events.ts'
import { sessionReads } from './store/session-reads.ts'
import { similarReads } from './store/similar-sessions.ts'
import { userReads } from './store/user-reads.ts'
import { openViewStore } from './store/views.ts'
import { holdWriterLease } from './store/writer-lease.ts'
import { Taken } from './taken.ts'

/** For `occur doctor`: the path of the private engine's library, or why there is none. */
export { engineLibrary } from './engine/engine-library.ts'

/** How long requests in hand may take to end once the server was told to stop. */
const stopMsMax = 10_000

export interface RunningServer {
  readonly url: string
  /** Signs one browser in, once, within 15 minutes. */
  readonly signInUrl: string
  readonly keyFile: string
  /** True on the first start, which wrote it. */
  readonly keyFileIsNew: boolean
  /** Takes no more requests, finishes those in hand, and gives everything back. */
  close(): Promise<void>
}

/** What a test may put in the place of ours. */
export interface Replaced {
  webFolder?: string
}

/** The composition root: from settings to a server that answers. What was taken is given back, also when this throws. */
export async function startServer(config: Config, log: Logger, replaced: Replaced = {}): Promise<RunningServer> {
  const taken = new Taken()
  try {
    return await start(config, log, taken, replaced)
  } catch (error) {
    await taken.giveBack().catch((err) => log.error({ err }, 'could not give everything back'))
    throw error
  }
}

async function start(config: Config, log: Logger, taken: Taken, replaced: Replaced): Promise<RunningServer> {
  const now = () => new Date()
  const { engine, keys, leaseLost } = await openData(config, log, taken)
  refuseOpenDoor(config, keys)
  const keyFileIsNew = await makeFirstKey(config.data, keys)
  const places = questionPlaces(config)
  const metrics = new Metrics(engine, places)

  const eventLog = await openEventLog(engine, {
    ...config,
    onCommit: (facts) => metrics.committed(facts),
    onBackgroundError: (err) => log.warn({ err }, 'could not learn which event ids are stored; trying again'),
  })
  taken.add(() => eventLog.close())
  leaseLost.throwIfAborted()
  leaseLost.addEventListener('abort', () => void eventLog.close())
  const completing = keepCompletingParts(engine, (err) => log.warn({ err }, 'could not complete indexes; trying again'))
  taken.add(() => completing.stop())
  const doorbell = new Doorbell()

  const stopping = new AbortController()
  const signInTokens = new SignInTokens(now)
  const operatorSecret = newOperatorSecret()
  const deps = {
    ...config,
    keys,
    views: await openViewStore(engine, now),
    ingestDeps: {
      log: eventLog,
      rejected: new StoredRejectedEvents(engine),
      doorbell,
      limits: config,
      now: Date.now,
      onOutcomes: (counts: OutcomeCounts) => metrics.eventsJudged(counts),
    },
    bodyLimits: config,
    eventReads: eventReads(engine),
    sessionReads: sessionReads(engine),
    userReads: userReads(engine),
    journeyReads: journeyReads(engine),
    similarReads: similarReads(engine),
    neighbourReads: neighbourReads(engine),
    questionReads: questionReads(engine),
    pathReads: pathReads(engine),
    transferReads: transferReads(engine),
    funnelReads: funnelReads(engine),
    facetReads: facetReads(engine),
    engineFactReads: engineFactReads(engine),
    exports: fileExports(engine),
    tails: new Tails(eventLog, doorbell, config.tailsMax),
    stopping: stopping.signal,
    signInTokens,
    metrics,
    places,
    operatorSecretSha256: hash('sha256', operatorSecret),
    proveReadiness: (left: AbortSignal) => proveReadiness(engine, left),
    webFolder: replaced.webFolder ?? join(import.meta.dirname, '../../web/dist'),
    version: packageFacts.version,
    isStopping: () => stopping.signal.aborted,
    now,
  }
  const app = await buildApp(deps, log)
  taken.add(() => endApp(app))
  // Tails end with a goodbye when `stopping` is aborted.
  taken.add(() => stopping.abort())

  const url = await listen(app, config)
  const serverFile = writeServerFile(config.data, { pid: process.pid, url, operator_secret: operatorSecret })
  taken.add(() => serverFile.remove())

  let closed: Promise<void> | undefined
  return {
    url,
    signInUrl: `${url}/sign-in?token=${signInTokens.make()}`,
    keyFile: keyFileOf(config.data),
    keyFileIsNew,
    close: () => {
      closed ??= taken.giveBack()
      return closed
    },
  }
}

/** For key management while no server runs. It holds the data folder until it is closed. */
export async function openKeyStore(config: Config, log: Logger): Promise<{ keys: KeyStore; close(): Promise<void> }> {
  const taken = new Taken()
  try {
    const { keys } = await openData(config, log, taken)
    return { keys, close: () => taken.giveBack() }
  } catch (error) {
    await taken.giveBack().catch((err) => log.error({ err }, 'could not give everything back'))
    throw error
  }
}

async function openData(
  config: Config,
  log: Logger,
  taken: Taken,
): Promise<{ engine: Engine; keys: KeyStore; leaseLost: AbortSignal }> {
  const lock = lockDataFolder(config.data)
  taken.add(() => lock.release())
  const engine = await openEngine(engineOptionsOf(config), log)
  taken.add(() => engine.close())
  // First of all: while another Occur writes to these tables, they must stay as they are.
  const leaseLost = await becomeWriter(engine, log, taken)
  await migrate(engine, log, leaseLost)
  return { engine, keys: await openKeys(engine), leaseLost }
}

/** The private engine can be reached through the data folder only, which is locked; a server from anywhere. */
async function becomeWriter(engine: Engine, log: Logger, taken: Taken): Promise<AbortSignal> {
  const lost = new AbortController()
  if (engine.kind === 'server') {
    const lease = await holdWriterLease(engine, writer, () => {
      log.fatal('another Occur writes to this database now: this one takes no more events; stop it')
      lost.abort(new AppError('conflict', 'Another Occur writes to this database now. Stop one of them.'))
    })
    taken.add(() => lease.release())
  }
  return lost.signal
}

/**
 * Of the memory of the private engine, what all large questions together may use. The rest is for ingest, merges, and
 * questions that take little.
 */
const questionsMemoryShare = 0.75

/** At most: what a question asks at the same time, for instance how many sessions there are and which are the newest. */
const statementsOfQuestionMax = 4
/** For what no question has to do with: commits, live tails, keys, indexes, whether the engine answers. */
const connectionsForEvents = 32

function engineOptionsOf(config: Config) {
  const share = Math.floor((config.engineMemoryBytesMax * questionsMemoryShare) / config.questionsMax)
  return {
    clickhouseUrl: config.clickhouseUrl,
    clickhouseUser: config.clickhouseUser,
    clickhousePassword: config.clickhousePassword,
    clickhouseDatabase: config.clickhouseDatabase,
    dataFolder: config.data,
    memoryBytesMax: config.engineMemoryBytesMax,
    connectionsMax: questionsAtOnceMax(config) * statementsOfQuestionMax + connectionsForEvents,
    queryMsMax: config.queryMsMax,
    queryMemoryBytesMax:
      config.clickhouseUrl === null ? Math.min(config.queryMemoryBytesMax, share) : config.queryMemoryBytesMax,
  }
}

const listenFailures: Record<string, string> = {
  EADDRINUSE: 'is in use by another program. Choose another port with --port, or 0 for any',
  EADDRNOTAVAIL: 'is not an address of this machine. Choose one with --host',
  ENOTFOUND: 'is not a name that this machine knows. Choose another with --host',
  EACCES: 'may not be listened on by this user. Choose a port from 1024 on with --port',
}

/** Resolves to an address that a browser on this machine can open, whatever was listened on. */
async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const why = listenFailures[(cause as NodeJS.ErrnoException).code ?? '']
    throw why ? new AppError('conflict', `${host}:${port} ${why}`, { cause }) : cause
  }
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('listening, but at no port')
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const name = isEverywhere ? '127.0.0.1' : host === 'localhost' ? 'localhost' : address.address
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`
}

/** Lets requests in hand end, and after a while ends them. */
async function endApp(app: App): Promise<void> {
  const ended = app.close()
  const impatience = setTimeout(() => app.server.closeAllConnections(), stopMsMax)
  const givenUp = new AbortController()
  await Promise.race([ended, sleep(stopMsMax + 1000, undefined, { signal: givenUp.signal, ref: false })])
  clearTimeout(impatience)
  givenUp.abort()
}
