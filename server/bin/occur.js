#!/usr/bin/env node
// The command `occur`. It may be started by an older Node than the one that Occur is written for, so this file is plain
// JavaScript: it finds a Node that is new enough, and runs the program with it.
import { spawn } from 'node:child_process'
import { createRequire, enableCompileCache } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const majorMin = 24
const program = new URL('../src/main.ts', import.meta.url)

if (majorOf(process.versions.node) >= majorMin) {
  // From the second start on, nothing has to be compiled: it takes a third less time, and 20 MB less. Where the folder
  // cannot be written, all goes on as without.
  enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/occur', import.meta.url)))
  stopWithNpx(() => process.kill(process.pid, 'SIGTERM'))
  await import(program.href)
} else {
  const node = installedNode()
  if (node === null) {
    console.error(
      `occur: needs Node ${majorMin} or later, and this is Node ${process.versions.node}. Install a newer Node, or run ` +
        'npm install in the folder of Occur, which brings one along.',
    )
    process.exit(1)
  }
  runWith(node)
}

/** The Node that npm installs beside Occur, or null. */
function installedNode() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node')
  } catch {
    return null
  }
}

function runWith(node) {
  const child = spawn(node, [fileURLToPath(program), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWithNpx(() => child.kill('SIGTERM'))
  child.on('error', (error) => {
    console.error(`occur: cannot run ${node}: ${error.message}`)
    process.exit(1)
  })
  // As a shell tells it: 128 and the number of the signal.
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/** npx starts us through a shell, which passes no signal on: that it is gone is all that tells us. */
function stopWithNpx(stop) {
  if (process.env.npm_lifecycle_event !== 'npx') return
  const shell = process.ppid
  setInterval(() => process.ppid !== shell && stop(), 250).unref()
}

function majorOf(version) {
  return Number(version.split('.')[0])
}
