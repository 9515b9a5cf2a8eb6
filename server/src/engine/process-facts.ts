import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Bytes of memory that the process occupies, or null when it is gone or cannot be told. */
export function residentBytes(processId: number): number | null {
  const kilobytes = onLinux
    ? /^VmRSS:\s+(\d+) kB$/m.exec(textOf(`/proc/${processId}/status`))?.[1]
    : /^\s*(\d+)/.exec(ps(processId, 'rss='))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

/** When the process started, in the system's own words: tells it from a later one that was given the same number. */
export function processStart(processId: number): string | null {
  if (!onLinux) return ps(processId, 'lstart=').trim() || null
  // The second field is the program's name in brackets and may contain anything, also spaces and brackets.
  const stat = textOf(`/proc/${processId}/stat`)
  const ticksSinceBoot = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  if (ticksSinceBoot === undefined) return null
  return `${textOf('/proc/sys/kernel/random/boot_id').trim()} ${ticksSinceBoot}`
}

/** Whether there is such a process, our own or anybody's. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const onLinux = process.platform === 'linux'

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function ps(processId: number, field: string): string {
  try {
    return execFileSync('ps', ['-o', field, '-p', String(processId)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return ''
  }
}
