import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SixtyDays } from '../invented/sixty-days.ts'

/** A note in a folder that is kept, written when it is full: of what. */
const noteName = 'filled-with.json'

/** Null for a folder that is new, or was not filled to the end. */
export function filledWith(folder: string): SixtyDays | null {
  const note = join(folder, noteName)
  return existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as SixtyDays) : null
}

export function noteFilled(folder: string, events: SixtyDays): void {
  writeFileSync(join(folder, noteName), `${JSON.stringify(events)}\n`)
}
