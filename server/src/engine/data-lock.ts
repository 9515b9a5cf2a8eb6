import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../event/errors.ts'
import { isAlive, processStart } from './process-facts.ts'

export interface DataLock {
  release(): void
}

/**
 * Makes this process the only Occur on the folder, which is created if missing. A lock that a dead process left is
 * taken over, also when its number has been given to another process since.
 */
export function lockDataFolder(folder: string): DataLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const path = join(folder, 'lock')
  const mine = JSON.stringify({
    pid: process.pid,
    started: new Date().toISOString(),
    process_start: processStart(process.pid),
  } satisfies Holder)
  while (!putInPlace(path, mine)) {
    const found = readText(path)
    if (found === null) continue
    const holder = holderIn(found)
    if (holder && isHolding(holder)) {
      throw new AppError(
        'conflict',
        `${folder} is in use by Occur, process ${holder.pid} (started ${holder.started}); stop it, or choose another ` +
          'folder with --data.',
      )
    }
    removeStale(path, found)
  }
  return {
    release: () => {
      if (readText(path) === mine) rmSync(path, { force: true })
    },
  }
}

interface Holder {
  readonly pid: number
  /** For people. */
  readonly started: string
  /** For us: null where the system does not tell. */
  readonly process_start: string | null
}

/** Whole or not at all: a link, unlike a write, cannot be seen half done. */
function putInPlace(path: string, text: string): boolean {
  const prepared = `${path}.${process.pid}`
  writeFileSync(prepared, text, { mode: 0o600 })
  try {
    linkSync(prepared, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(prepared, { force: true })
  }
}

/** Two processes may find the same stale lock; what one of them moved away is looked at again before it is lost. */
function removeStale(path: string, stale: string): void {
  const moved = `${path}.stale.${process.pid}`
  try {
    renameSync(path, moved)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const text = readText(moved)
  if (text !== null && text !== stale) putInPlace(path, text)
  rmSync(moved, { force: true })
}

function isHolding({ pid, process_start }: Holder): boolean {
  if (!isAlive(pid)) return false
  const start = processStart(pid)
  return process_start === null || start === null || start === process_start
}

/** Null for what is no lock, for instance one that a full disk cut short. */
function holderIn(text: string): Holder | null {
  try {
    const { pid, started, process_start } = JSON.parse(text) as Partial<Holder>
    if (!Number.isSafeInteger(pid) || (pid as number) <= 0) return null
    return { pid: pid as number, started: String(started), process_start: process_start ?? null }
  } catch {
    return null
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
