import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createClient, type OccurClient } from '@occur/client'
import { type Command, Option } from 'commander'
import { parseExactly } from './exact-json.ts'
import { CommandFailure } from './exit-codes.ts'
import type { Surroundings } from './surroundings.ts'
import { relativePath } from './terminal/relative-path.ts'

/** The flags by which every command that talks to a server can be told which. */
export interface ConnectionFlags {
  url?: string
  key?: string
  data?: string
}

/** A server to talk to. */
export interface Connection {
  client: OccurClient
  url: string
  /** The data folder of a server on this machine, found by itself or with `--data`; null for one named by its address. */
  data: string | null
}

/** What a running server writes to `server.json` in its data folder. Whoever can read it is the operator. */
export interface ServerFile {
  pid: number
  url: string
  operator_secret: string
}

export function withConnection(command: Command): Command {
  return command
    .addOption(
      new Option('--url <address>', 'server to talk to (OCCUR_URL; else the one that runs on the data folder)'),
    )
    .addOption(new Option('--key <key>', 'API key (OCCUR_KEY, which unlike this is not seen in the list of processes)'))
    .addOption(new Option('--data <folder>', 'data folder of the local server (OCCUR_DATA, ./occur-data)'))
}

/** Finds the server and the key: what was given, else the server that runs here and its first admin key. */
export async function connect(flags: ConnectionFlags, around: Surroundings): Promise<Connection> {
  const data = dataFolder(flags, around)
  const given = flags.url ?? around.env.OCCUR_URL
  const key = flags.key ?? around.env.OCCUR_KEY
  if (given !== undefined) return connectTo(checkedUrl(given), key, data)
  const { url } = await runningServer(data, around)
  return { client: createExactClient(url, key ?? (await adminKey(data))), url, data }
}

/** A server named by its address. When it is the one that runs here, its key is at hand too. */
async function connectTo(url: string, key: string | undefined, data: string): Promise<Connection> {
  const local = await readServerFile(data)
  if (local?.url === url) return { client: createExactClient(url, key ?? (await adminKey(data))), url, data }
  if (key === undefined) throw new CommandFailure(`No key for ${url}: set OCCUR_KEY, or give one with --key`)
  return { client: createExactClient(url, key), url, data: null }
}

function createExactClient(url: string, key: string): OccurClient {
  return createClient({ url, key, parse: parseExactly })
}

function checkedUrl(url: string): string {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new CommandFailure(`${url} is not an address of a server; it looks like http://127.0.0.1:7070`)
  }
  return url.replace(/\/+$/, '')
}

export function dataFolder(flags: ConnectionFlags, around: Surroundings): string {
  return resolve(flags.data ?? around.env.OCCUR_DATA ?? './occur-data')
}

/** The server that runs on this data folder. Throws a sentence that says how to come to one. */
export async function runningServer(data: string, around: Surroundings): Promise<ServerFile> {
  const file = await readServerFile(data)
  if (file && around.isRunning(file.pid)) return file
  throw new CommandFailure(
    `No Occur runs on ${relativePath(data)}. Start one with "npx occur serve", or name one with --url (or OCCUR_URL)`,
  )
}

/** Undefined when no server runs there, or left without tidying up before it began to. */
export async function readServerFile(data: string): Promise<ServerFile | undefined> {
  const path = join(data, 'server.json')
  const text = await readIfThere(path)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as ServerFile
  } catch {
    throw new CommandFailure(`${path} is damaged; stop the server and start it again`)
  }
}

async function adminKey(data: string): Promise<string> {
  const key = await readIfThere(join(data, 'admin-key'))
  if (key !== undefined) return key.trim()
  throw new CommandFailure(
    `${relativePath(data)} has no file admin-key. Give a key with OCCUR_KEY or --key; "npx occur keys create" makes one`,
  )
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'EACCES') throw new CommandFailure(`${path} belongs to somebody else and may not be read by you`)
    throw error
  }
}
