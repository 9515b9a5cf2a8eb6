import type { Output } from '../surroundings.ts'
import { bytes, count, span } from './figures.ts'

export interface Progress {
  /** Events done so far; null where they cannot be counted. */
  events: number | null
  /** What is counted, where that is not events. */
  noun?: string
  bytes?: number
  eventsPerSecond: number
  /** From 0 to 1; null when the end is not known. */
  fraction: number | null
  secondsLeft: number | null
}

/** Shows how far a long work has come: one line that is written over on a terminal, a line now and then elsewhere. */
export interface ProgressDisplay {
  show(progress: Progress): Promise<void>
  /** A sentence of its own; the bar stays below it. */
  say(sentence: string): Promise<void>
  /** Removes the bar. */
  end(): Promise<void>
}

const barRedrawMs = 100
const plainLineMs = 10_000
const barColumns = 30
const eraseLine = '\r\x1b[K'

export function createProgressDisplay(output: Output): ProgressDisplay {
  return output.isTerminal ? createBar(output) : createPlainLines(output)
}

function createBar(output: Output): ProgressDisplay {
  let drawnAtMs = 0
  let isDrawn = false
  const erase = () => (isDrawn ? eraseLine : '')
  return {
    async show(progress) {
      if (performance.now() - drawnAtMs < barRedrawMs) return
      drawnAtMs = performance.now()
      const text = barText(progress).slice(0, output.columns() - 1)
      await output.write(`${eraseLine}${text}`)
      isDrawn = true
    },
    async say(sentence) {
      await output.write(`${erase()}${sentence}\n`)
      isDrawn = false
    },
    async end() {
      await output.write(erase())
      isDrawn = false
    },
  }
}

function createPlainLines(output: Output): ProgressDisplay {
  let writtenAtMs = performance.now()
  return {
    async show(progress) {
      if (performance.now() - writtenAtMs < plainLineMs) return
      writtenAtMs = performance.now()
      await output.write(`${progressText(progress)}\n`)
    },
    say: (sentence) => output.write(`${sentence}\n`),
    end: async () => {},
  }
}

export function barText(progress: Progress): string {
  if (progress.fraction === null) return progressText(progress)
  const full = Math.round(progress.fraction * barColumns)
  return `${'█'.repeat(full)}${'░'.repeat(barColumns - full)} ${progressText(progress)}`
}

function progressText(progress: Progress): string {
  const { events, noun = 'events', eventsPerSecond, fraction, secondsLeft } = progress
  return [
    fraction === null ? '' : `${Math.floor(fraction * 100)} %`,
    ...(events === null ? [] : [`${count(events)} ${noun}`, `${count(Math.round(eventsPerSecond))}/s`]),
    progress.bytes === undefined ? '' : bytes(progress.bytes),
    secondsLeft === null ? '' : `${span(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join('  ')
}
