import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Reject } from './totals.ts'

export interface RejectsFile {
  write(rejects: readonly Reject[]): Promise<void>
  close(): Promise<void>
}

/** The file that `--rejects` names: one JSON object a line. Opened at once, so that a wrong path is told before the work. */
export async function openRejectsFile(path: string, goesOn: boolean): Promise<RejectsFile> {
  const stream = createWriteStream(path, { flags: goesOn ? 'a' : 'w' })
  await once(stream, 'open')
  return {
    async write(rejects) {
      for (const reject of rejects) {
        if (!stream.write(`${JSON.stringify(reject)}\n`)) await once(stream, 'drain')
      }
    },
    async close() {
      stream.end()
      await once(stream, 'close')
    },
  }
}
