import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Surroundings } from '../surroundings.ts'
import { relativePath } from '../terminal/relative-path.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import { nearestFolder } from './machine.ts'

/** Can it be written, is it private, and who holds it? */
export async function checkDataFolder(data: string, around: Surroundings): Promise<Finding[]> {
  const shown = relativePath(data)
  const folder = await nearestFolder(data)
  if (!(await stat(folder)).isDirectory()) {
    return [fail('data', `${folder} is a file, not a folder`, 'Choose a folder with --data (OCCUR_DATA)')]
  }
  const refused = await writeRefusal(folder)
  if (refused)
    return [
      fail(
        'data',
        `${folder} cannot be written (${refused})`,
        'Give yourself the right, or choose another with --data (OCCUR_DATA)',
      ),
    ]
  if (folder !== data) return [ok('data', `${shown} will be made at the first start`)]
  return [await checkPrivacy(data), await checkHolder(data, around)]
}

async function writeRefusal(folder: string): Promise<string | undefined> {
  try {
    await rm(await mkdtemp(join(folder, '.doctor-')), { recursive: true })
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

async function checkPrivacy(data: string): Promise<Finding> {
  const { mode } = await stat(data)
  if ((mode & 0o077) === 0) return ok('data', `${relativePath(data)} can be written, and only by you`)
  return warn(
    'data',
    `${relativePath(data)} is open to other users of this machine`,
    `chmod 700 ${relativePath(data)}; the next start does it, too`,
  )
}

async function checkHolder(data: string, { isRunning }: Surroundings): Promise<Finding> {
  const lock = await readLock(join(data, 'lock'))
  if (!lock) return ok('lock', 'nobody uses the folder')
  if (isRunning(lock.pid)) return ok('lock', `process ${lock.pid} uses the folder since ${lock.started}`)
  return ok('lock', `process ${lock.pid} left the folder without tidying up; the next start takes over`)
}

async function readLock(path: string): Promise<{ pid: number; started: string } | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
