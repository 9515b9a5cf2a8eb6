import { open, rename, rm, stat } from 'node:fs/promises'
import { CommandFailure } from '../exit-codes.ts'
import type { Output } from '../surroundings.ts'

/** Where an export goes. Its name is that of a whole file only once `finish` has resolved. */
export interface Target {
  write(chunk: Uint8Array): Promise<void>
  finish(): Promise<void>
  /** After a failure: what was written is not left behind. */
  discard(): Promise<void>
}

export function standardOutput(out: Output): Target {
  return { write: (chunk) => out.write(chunk), finish: async () => {}, discard: async () => {} }
}

/** Writes to PATH.part, which becomes PATH in one step when it is whole and on disk. */
export async function openFile(path: string, { mayReplace }: { mayReplace: boolean }): Promise<Target> {
  await checkPlace(path, mayReplace)
  const part = `${path}.part`
  const file = await explained(path, open(part, 'w'))
  return {
    write: (chunk) => explained(path, file.writeFile(chunk)),
    async finish() {
      await explained(path, file.sync())
      await file.close()
      await rename(part, path)
    },
    async discard() {
      await file.close()
      await rm(part, { force: true })
    },
  }
}

async function checkPlace(path: string, mayReplace: boolean): Promise<void> {
  const facts = await stat(path).catch(() => null)
  if (!facts) return
  if (facts.isDirectory()) throw new CommandFailure(`${path} is a folder; name a file in it`)
  // A new file in the place of a device or a pipe is never what was meant.
  if (!facts.isFile()) throw new CommandFailure(`${path} is no file; without --output you can send it there: > ${path}`)
  if (!mayReplace) throw new CommandFailure(`${path} is there already; --force replaces it`)
}

async function explained<Done>(path: string, doing: Promise<Done>): Promise<Done> {
  try {
    return await doing
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandFailure(`There is no folder to write ${path} to`)
    if (code === 'EACCES' || code === 'EROFS') throw new CommandFailure(`You may not write ${path}`)
    if (code === 'ENOSPC') throw new CommandFailure(`There is no space left for ${path}`)
    throw error
  }
}
