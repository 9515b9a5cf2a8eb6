import { statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { changedMs } from './files.mjs'
import { node24, root, run, say } from './run.mjs'

const built = join(root, 'web/dist/index.html')

/** Builds the web UI unless it is newer than everything it is made of. */
export function buildUiIfStale() {
  const startMs = Date.now()
  const sourcesMs = Math.max(...['web', 'client'].map(changedMs), modifiedMs(join(root, 'package-lock.json')))
  if (modifiedMs(built) >= sourcesMs) return
  say('Building the web UI')
  run(node24(), [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'web', '--logLevel', 'warn'])
  // What is changed while the build runs counts as changed after it.
  utimesSync(built, new Date(startMs), new Date(startMs))
}

function modifiedMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
