import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, root, run, say } from './run.mjs'

/** Written once everything is installed, so that an installation cut short is done again. */
const stamp = join(root, 'node_modules/.occur-installed')

/** Installs the packages of package-lock.json unless exactly these are there already. */
export function installIfMissing() {
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing packages (once; the database engine alone is a download of about 180 MB)')
  rmSync(stamp, { force: true })
  run(...npm('ci', '--no-audit', '--no-fund', '--loglevel=error'))
  writeFileSync(stamp, wanted)
}

function fingerprint() {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(root, 'package-lock.json')))
  // Some packages are made for one system, and a folder may be carried to another.
  hash.update(`${process.platform} ${process.arch}`)
  return hash.digest('hex')
}
