import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What `server.json` says while a server runs, to whoever can read the data folder: the operator. */
export interface ServerFile {
  pid: number
  url: string
  /** Manages the keys of every project, as `Authorization: Bearer`. New at each start. */
  operator_secret: string
}

export function newOperatorSecret(): string {
  return `occ_operator_${randomBytes(32).toString('base64url')}`
}

/** Whole or not at all: whoever finds it can use it. */
export function writeServerFile(dataFolder: string, facts: ServerFile): { remove(): void } {
  const path = join(dataFolder, 'server.json')
  const prepared = `${path}.new`
  rmSync(prepared, { force: true })
  writeFileSync(prepared, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  renameSync(prepared, path)
  return { remove: () => rmSync(path, { force: true }) }
}
