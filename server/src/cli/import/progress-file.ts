import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Connection } from '../connect.ts'
import type { Surroundings } from '../surroundings.ts'
import { eventsOf, type Totals } from './totals.ts'

/**
 * Remembers how far an import has come, so that the same command goes on there. It is a convenience: without it
 * everything would be sent again, and found to be stored already.
 */
export interface ProgressFile {
  /** What was done before, or undefined when there is nothing to go on from. */
  read(): Promise<Totals | undefined>
  write(totals: Totals): Promise<void>
  /** Writes when the last time was a while ago. */
  note(totals: Totals): Promise<void>
  remove(): Promise<void>
}

const writeEveryMs = 1000

interface Content {
  path: string
  bytes: number
  modifiedMs: number
  totals: Totals
}

/** One file for each source, server and project. A source that has changed since then begins anew. */
export async function openProgressFile(
  source: string,
  { url, data }: Connection,
  project: string,
  around: Surroundings,
): Promise<ProgressFile> {
  const path = resolve(source)
  const { size: bytes, mtimeMs: modifiedMs } = await stat(path)
  // A local server may listen elsewhere the next time; its data folder stays.
  const name = createHash('sha256')
    .update([path, data ?? url, project].join('\n'))
    .digest('hex')
    .slice(0, 32)
  const file = join(data === null ? stateFolder(around) : data, 'imports', `${name}.json`)

  async function read(): Promise<Totals | undefined> {
    const content = await readContent(file)
    const isSame = content?.path === path && content.bytes === bytes && content.modifiedMs === modifiedMs
    return isSame && eventsOf(content.totals) > 0 ? content.totals : undefined
  }

  /** Renamed into place, so that a crash leaves the old one or the new one. */
  async function write(totals: Totals): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const content: Content = { path, bytes, modifiedMs, totals }
    await writeFile(`${file}.new`, JSON.stringify(content), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }

  let writtenAtMs = performance.now()
  async function note(totals: Totals): Promise<void> {
    if (performance.now() - writtenAtMs < writeEveryMs) return
    writtenAtMs = performance.now()
    await write(totals)
  }

  return { read, write, note, remove: () => rm(file, { force: true }) }
}

/** Standard input cannot be read again from where it was. */
export const noProgressFile: ProgressFile = {
  read: async () => undefined,
  write: async () => {},
  note: async () => {},
  remove: async () => {},
}

function stateFolder({ env }: Surroundings): string {
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'occur')
}

async function readContent(file: string): Promise<Content | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Content
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (isMissing || error instanceof SyntaxError) return undefined
    throw error
  }
}
