import type { ExportFormat } from '@occur/client'

/** Counts the rows of a file as its bytes go by; null for formats in which a row cannot be seen. */
export interface RowCounter {
  note(chunk: Uint8Array): void
  rows(): number | null
}

export function createRowCounter(format: ExportFormat): RowCounter {
  if (format === 'ndjson') return lineCounter()
  if (format === 'csv') return csvRowCounter()
  return { note: () => {}, rows: () => null }
}

function lineCounter(): RowCounter {
  let lines = 0
  return {
    note(chunk) {
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines++
    },
    rows: () => lines,
  }
}

/** A line end inside of quotes ends no row. The header is none. */
function csvRowCounter(): RowCounter {
  let lines = 0
  let isQuoted = false
  return {
    note(chunk) {
      for (let at = 0; at < chunk.length; at++) {
        // A doubled quote turns it twice.
        if (chunk[at] === quote) isQuoted = !isQuoted
        else if (chunk[at] === newline && !isQuoted) lines++
      }
    },
    rows: () => Math.max(0, lines - 1),
  }
}

const newline = 0x0a
const quote = 0x22
