import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** This process and all that it started, from `/proc`. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number(statOf(Number(name))[1])
    if (parent) parents.set(Number(name), parent)
  }
  const tree = [root]
  for (const member of tree) for (const [child, parent] of parents) if (parent === member) tree.push(child)
  return tree
}

/** Seconds of a core that these processes have used since they began. */
export function cpuSeconds(processIds: readonly number[]): number {
  let ticks = 0
  for (const processId of processIds) {
    const stat = statOf(processId)
    ticks += Number(stat[11] ?? 0) + Number(stat[12] ?? 0)
  }
  return ticks / ticksPerSecond
}

/** PSS counts a page that several processes share once in all; RSS counts it in each. */
export function memoryBytes(processIds: readonly number[]): { pss: number; rss: number } {
  let pss = 0
  let rss = 0
  for (const processId of processIds) {
    const text = readFileSync(`/proc/${processId}/smaps_rollup`, 'utf8')
    pss += Number(/^Pss:\s+(\d+) kB$/m.exec(text)![1]) * 1024
    rss += Number(/^Rss:\s+(\d+) kB$/m.exec(text)![1]) * 1024
  }
  return { pss, rss }
}

/** Waits until what these do in the background is done, so that it is not on the next one's account. */
export async function untilQuiet(roots: readonly number[]): Promise<void> {
  for (let looks = 0; looks < looksMax; looks++) if (await areQuiet(roots, lookMs)) return
}

/** Waits until these have done nearly nothing for minutes: then they have nothing left to merge and to index. */
export async function untilSettled(roots: readonly number[]): Promise<void> {
  let quietMs = 0
  while (quietMs < settledMs) quietMs = (await areQuiet(roots, settlingLookMs)) ? quietMs + settlingLookMs : 0
}

/** Whether these, all together, do nearly nothing for so long. */
async function areQuiet(roots: readonly number[], ms: number): Promise<boolean> {
  const used = () => roots.reduce((sum, root) => sum + cpuSeconds(processTree(root)), 0)
  const before = used()
  await sleep(ms)
  return (used() - before) / (ms / 1000) < quietCores
}

/** The engine looks for what to merge every minute at least, and Occur for what to index: one may follow the other. */
const settledMs = 150_000
const settlingLookMs = 5000

const lookMs = 400
const looksMax = 50
const quietCores = 0.06

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** The fields of `/proc/<pid>/stat` from the state on; none when it is gone. */
function statOf(processId: number): string[] {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    // The name before it may contain anything, also brackets and spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
