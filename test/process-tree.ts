import { readFileSync } from 'node:fs'

/** The engine that this server runs, its only child; null while there is none. */
export function engineOf(serverProcess: number): number | null {
  return childrenOf(serverProcess)[0] ?? null
}

/** Ends a process and all that it started, as a power cut would: at once, and none of them hears of it. */
export function killTree(processId: number): void {
  const all = [processId, ...childrenOf(processId)]
  for (const one of all) kill(one)
}

export function kill(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL')
  } catch (error) {
    // It has ended by itself, as an engine does whose parent is gone.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function childrenOf(processId: number): number[] {
  const text = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}
