import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A line of our own, among those of the programs that we run. */
export function say(text) {
  console.log(`[occur] ${text}`)
}

/** Runs a program and returns when it has succeeded; when it fails, so do we. */
export function run(program, args, settings = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...settings },
  })
  if (status === 0) return
  console.error(`[occur] ${error ? error.message : 'That failed'}: ${[program, ...args].join(' ')}`)
  process.exit(status || 1)
}

/** Runs a program until it ends, passing signals on to it, and returns its exit code. */
export function runToItsEnd(program, args, settings = {}) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...settings } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm starts us through a shell, which passes no signal on: that it is gone is all that tells us.
  const shell = process.ppid
  const lookAround = () => process.ppid !== shell && child.kill('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(lookAround, 250).unref()
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`[occur] ${error.message}`)
      resolve(1)
    })
    // As a shell tells it: 128 and the number of the signal.
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}

/** The npm that runs us, as a program and its arguments; else the one on the PATH. */
export function npm(...args) {
  const path = process.env.npm_execpath
  return path ? [process.execPath, [path, ...args]] : ['npm', args]
}

/** The Node that Occur is written for, which npm installs beside it. */
export function node24() {
  return join(root, 'node_modules/node/bin/node')
}
