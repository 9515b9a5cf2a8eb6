/**
 * The process that the private engine runs in. Its first line of input says what to load and how to start it, so that
 * nothing secret stands in the list of processes. The end of its input means that its parent is gone.
 *
 * Plain JavaScript, because to read TypeScript takes a process 13 MB and a tenth of a second.
 */
import { createInterface } from 'node:readline'
import { DataType, load, open } from 'ffi-rs'

// ClickHouse hangs in its destructors when the process ends by itself. Its tables survive this, as a test proves.
const end = () => process.kill(process.pid, 'SIGKILL')

// Whoever stops a whole group of processes means the parent, which ends this one when it is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

const input = createInterface({ input: process.stdin })
input.once('line', (line) => run(JSON.parse(line)))
input.once('close', end)

/** @param {import('./private-start.ts').ChildOrder} order */
async function run({ library, args }) {
  try {
    open({ library: 'clickhouse', path: library })
    await load({
      library: 'clickhouse',
      funcName: 'chdb_query_cmdline',
      retType: DataType.External,
      paramsType: [DataType.I32, DataType.StringArray],
      paramsValue: [args.length, [...args]],
      runInNewThread: true,
    })
  } catch (error) {
    console.error(String(error))
  }
  // It runs for ever unless it cannot start, and has said why by now.
  process.stderr.write('', end)
}
