import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const notOurs = new Set(['node_modules', 'dist'])

/** Every file below a folder, as paths from the root; none if there is no such folder. */
export function filesBelow(folder) {
  return entriesBelow(folder)
    .filter(({ isFile }) => isFile)
    .map(({ path }) => path)
}

/** When anything below the folder last changed. Folders count too: they change when a file in them is removed. */
export function changedMs(folder) {
  return Math.max(0, ...entriesBelow(folder).map(({ path }) => statSync(join(root, path)).mtimeMs))
}

function entriesBelow(folder) {
  const found = []
  for (const entry of entriesOf(folder)) {
    if (notOurs.has(entry.name)) continue
    const path = `${folder}/${entry.name}`
    found.push({ path, isFile: entry.isFile() })
    if (entry.isDirectory()) found.push(...entriesBelow(path))
  }
  return found
}

function entriesOf(folder) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}
