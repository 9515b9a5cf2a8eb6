// `npm test`: installs what is missing, checks types and style, and runs every test, ending with the runner's summary.
// `npm test -- engine live` runs only the test files with one of these words in their path.
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildUiIfStale } from './build-ui.mjs'
import { chromiumSettings } from './chromium.mjs'
import { filesBelow } from './files.mjs'
import { installIfMissing } from './install.mjs'
import { requireNode } from './node.mjs'
import { node24, npm, root, run, runToItsEnd, say } from './run.mjs'

requireNode()
installIfMissing()
buildUiIfStale()
const settings = chromiumSettings()

say('Checking types and style')
run(...npm('run', '--silent', 'check'))

const words = process.argv.slice(2)
const files = ['client', 'server', 'web', 'test', 'bench']
  .flatMap((folder) => filesBelow(folder))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
if (files.length === 0) {
  console.error(`No test file has ${words.join(' or ')} in its path.`)
  process.exit(1)
}
say(`Testing ${files.length} files`)
const options = [
  '--test',
  // Most files start an engine of their own, which takes a core for itself while it is busy.
  `--test-concurrency=${availableParallelism()}`,
  // A test that waits for what never comes fails by its name, rather than holding up the rest.
  '--test-timeout=300000',
]
// Every test file, and every command that one runs, is a process that would read all of the program's TypeScript anew.
const cache = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/occur') }
const tables = mkdtempSync(join(tmpdir(), 'occur-test-tables-'))
const code = await runToItsEnd(node24(), [...options, ...files], { ...cache, ...settings, OCCUR_TEST_TABLES: tables })
rmSync(tables, { recursive: true, force: true })
process.exit(code)
