import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
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
  if (!mayReplace && (await exists(path))) {
    throw new CommandFailure(`${path} is there already; --force replaces it`)
  }
  const part = `${path}.part`
  const file = await created(part)
  return {
    write: (chunk) => file.writeFile(chunk),
    async finish() {
      await file.sync()
      await file.close()
      await rename(part, path)
    },
    async discard() {
      await file.close()
      await rm(part, { force: true })
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

async function created(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandFailure(`There is no folder to write ${path} to`)
    if (code === 'EACCES') throw new CommandFailure(`You may not write ${path}`)
    throw error
  }
}
