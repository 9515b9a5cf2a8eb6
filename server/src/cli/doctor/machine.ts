import { stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { Config } from '../../config.ts'
import type { Surroundings } from '../surroundings.ts'
import { bytes } from '../terminal/figures.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const nodeMajorMin = 24

export function checkNode({ machine: { nodeVersion, platform, arch } }: Surroundings): Finding {
  const sentence = `Node ${nodeVersion} on ${platform} ${arch}`
  if (Number.parseInt(nodeVersion, 10) >= nodeMajorMin) return ok('node', sentence)
  return fail(
    'node',
    sentence,
    `Occur runs on Node ${nodeMajorMin}, which "npm install" puts into node_modules/.bin; start it with npx`,
  )
}

/** The private engine's library, or the ClickHouse that is used instead. */
export async function checkEngine({ clickhouseUrl }: Pick<Config, 'clickhouseUrl'>): Promise<Finding> {
  if (clickhouseUrl !== null) return await checkClickHouse(clickhouseUrl)
  try {
    const { engineLibrary } = await import('../../server.ts')
    const path = engineLibrary()
    const { size } = await stat(path)
    return ok('engine', `private ClickHouse (${bytes(size)}) is installed`)
  } catch (error) {
    return fail('engine', 'the private engine cannot be used', (error as Error).message)
  }
}

async function checkClickHouse(url: string): Promise<Finding> {
  try {
    const response = await fetch(`${url}/ping`, { signal: AbortSignal.timeout(5000) })
    if (response.ok) return ok('engine', `ClickHouse answers at ${url}`)
    return fail(
      'engine',
      `${url}/ping answers ${response.status}`,
      'Is OCCUR_CLICKHOUSE_URL the HTTP address of a ClickHouse server?',
    )
  } catch (error) {
    const { cause, message } = error as Error
    return fail(
      'engine',
      `no ClickHouse answers at ${url} (${cause instanceof Error ? cause.message : message})`,
      'Start it, or correct OCCUR_CLICKHOUSE_URL; without it Occur uses an engine of its own',
    )
  }
}

const memoryBytesMin = 1024 ** 3

export function checkMemory(memoryBytes: number = totalmem()): Finding {
  const sentence = `${bytes(memoryBytes)} in this machine`
  if (memoryBytes >= memoryBytesMin) return ok('memory', sentence)
  return warn(
    'memory',
    sentence,
    `Occur rests at about 300 MB; with less than ${bytes(memoryBytesMin)} large questions may be refused`,
  )
}

const diskBytesLow = 2 * 1024 ** 3
const diskBytesMin = 200 * 1024 ** 2

export async function checkDisk(data: string): Promise<Finding> {
  const folder = await nearestFolder(data)
  const { bavail, bsize } = await statfs(folder)
  return diskFinding(bavail * bsize, folder)
}

export function diskFinding(bytesFree: number, folder: string): Finding {
  const sentence = `${bytes(bytesFree)} free at ${folder}`
  if (bytesFree < diskBytesMin)
    return fail('disk', sentence, 'Make room, or choose a folder elsewhere with --data (OCCUR_DATA)')
  if (bytesFree < diskBytesLow)
    return warn('disk', sentence, 'It will fill up; a million events take about 50 MB, merging them some more')
  return ok('disk', sentence)
}

/** The folder itself, or the one in which it would be made. */
export async function nearestFolder(path: string): Promise<string> {
  try {
    await stat(path)
    return path
  } catch {
    return dirname(path) === path ? path : await nearestFolder(dirname(path))
  }
}

/** A clock that is this wrong is not set at all. */
const yearMin = 2025
const skewMsMax = 5000

/** Events carry the clock of whoever sends them; a server that thinks otherwise puts them into the wrong place. */
export function checkClock(now: Date, serverDate: string | null): Finding {
  const sentence = `it is ${now.toISOString()} here`
  const advice = 'Set the clock, best by NTP: timestamps come from it'
  if (now.getUTCFullYear() < yearMin) return fail('clock', sentence, advice)
  if (serverDate === null) return ok('clock', sentence)
  // The header has whole seconds.
  const skewMs = now.getTime() - Date.parse(serverDate)
  if (skewMs > -skewMsMax && skewMs < skewMsMax + 1000) return ok('clock', `${sentence}, and on the server too`)
  return warn('clock', `${sentence}, but ${new Date(serverDate).toISOString()} on the server`, advice)
}
