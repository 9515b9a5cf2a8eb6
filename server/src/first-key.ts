import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { type Config, ConfigError } from './config.ts'
import { AppError } from './event/errors.ts'
import { newSecret, prefixOf } from './store/key-secret.ts'
import type { KeyStore } from './store/keys.ts'

export const projectDefault = 'default'

/** The file with the first key, which only its owner can read. */
export function keyFileOf(dataFolder: string): string {
  return join(dataFolder, 'admin-key')
}

/** The address is everybody's to reach while nobody has set up who may do what: refused. */
export function refuseOpenDoor({ host }: Pick<Config, 'host'>, keys: KeyStore): void {
  if (isLoopback(host) || keys.hasAny) return
  throw new ConfigError(
    `OCCUR_HOST=${host}: others could reach this address, and no key has been set up yet. Start once on 127.0.0.1, ` +
      'which makes an admin key, or make one with: occur keys create --name first --scope admin',
  )
}

/**
 * On an empty store, makes the project `default` and its admin key. The file is written first: a start that was killed
 * in between finds the secret there and puts that same one into the store. True when the key is new.
 */
export async function makeFirstKey(dataFolder: string, keys: KeyStore): Promise<boolean> {
  if (keys.hasAny) return false
  const secret = writtenSecret(keyFileOf(dataFolder))
  await keys.createWithSecret({ project: projectDefault, name: 'admin', scopes: ['admin'] }, secret)
  return true
}

function writtenSecret(path: string): string {
  const secret = newSecret()
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return secretIn(path)
    throw error
  }
  try {
    writeFileSync(file, `${secret}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return secret
}

function secretIn(path: string): string {
  const secret = readFileSync(path, 'utf8').trim()
  const isOnlyOwners = (statSync(path).mode & 0o077) === 0
  if (prefixOf(secret) !== null && isOnlyOwners) return secret
  const why = isOnlyOwners ? 'holds no key' : 'can be read by others'
  throw new AppError(
    'conflict',
    `${path} ${why}, and there is no key in the store yet. Move the file away and start again`,
  )
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  if (isIP(host) === 4) return host.startsWith('127.')
  return host === '::1'
}
