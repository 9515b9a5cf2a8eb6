// `npm start`: from a fresh clone to a running Occur, on a machine that has Node 20 or later and npm, nothing else.
// What follows `--` goes to `occur serve`. Plain JavaScript without dependencies, since nothing is installed yet.
import { buildUiIfStale } from './build-ui.mjs'
import { installIfMissing } from './install.mjs'
import { requireNode } from './node.mjs'
import { node24, runToItsEnd } from './run.mjs'

requireNode()
installIfMissing()
buildUiIfStale()
process.exit(await runToItsEnd(node24(), ['server/bin/occur.js', 'serve', ...process.argv.slice(2)]))
