import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { ApiKey, CreatedApiKey, Scope } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { Access, Keys, NewKey } from '../event/keys.ts'
import { hashOf, newSecret, prefixOf } from './key-secret.ts'

/** Keeps keys in the engine and a copy in memory. One process at a time writes them: the one that holds the data folder. */
export async function openKeyStore(engine: Engine, now: () => Date = () => new Date()): Promise<KeyStore> {
  const store = new KeyStore(engine, now)
  await store.load()
  return store
}

export class KeyStore implements Keys {
  readonly #engine: Engine
  readonly #now: () => Date
  readonly #projects = new Set<string>()
  readonly #byId = new Map<string, StoredKey>()
  /** Prefixes are random but need not be unique. */
  readonly #byPrefix = new Map<string, StoredKey[]>()

  constructor(engine: Engine, now: () => Date) {
    this.#engine = engine
    this.#now = now
  }

  async load(): Promise<void> {
    const projects = await this.#engine.rows<{ project: string }>('SELECT project FROM project FINAL')
    for (const { project } of projects) this.#projects.add(project)

    const rows = await this.#engine.rows<KeyRow>(
      `SELECT key_id, kind, project, name, scopes, prefix, secret_sha256, parent_key_id,
        toUnixTimestamp64Milli(created_at) AS created_ms,
        toUnixTimestamp64Milli(expires_at) AS expires_ms,
        toUnixTimestamp64Milli(revoked_at) AS revoked_ms,
        version
      FROM api_key FINAL
      WHERE kind = 'key' OR (revoked_at IS NULL AND expires_at > {now:DateTime64(3, 'UTC')})
      ORDER BY created_at`,
      { params: { now: this.#now() } },
    )
    for (const row of rows) this.#remember(keyOfRow(row))
  }

  /** True once any key was ever made, revoked ones included. */
  get hasAny(): boolean {
    return this.#byId.size > 0
  }

  verify(secret: string): Access | null {
    const prefix = prefixOf(secret)
    if (prefix === null) return null
    const hash = hashOf(secret)
    const key = this.#byPrefix.get(prefix)?.find(({ secretHash }) => timingSafeEqual(secretHash, hash))
    if (!key || !this.#isAlive(key)) return null
    key.lastUsedAt = this.#now()
    return {
      kind: key.kind,
      project: key.project,
      keyId: key.keyId,
      name: key.name,
      scopes: key.scopes,
      ...(key.parentKeyId !== null && { signedInWith: key.parentKeyId }),
    }
  }

  isValid(keyId: string): boolean {
    const key = this.#byId.get(keyId)
    return key !== undefined && this.#isAlive(key)
  }

  create(wanted: NewKey): Promise<CreatedApiKey> {
    return this.createWithSecret(wanted, newSecret())
  }

  /** For the first key of all, whose secret is in its file before it is in the store. */
  async createWithSecret(wanted: NewKey, secret: string): Promise<CreatedApiKey> {
    const prefix = prefixOf(secret)
    if (prefix === null) throw new TypeError('Not a secret of ours')
    await this.#makeProject(wanted.project)
    const key: StoredKey = {
      keyId: randomUUID(),
      kind: wanted.browser ? 'browser' : 'key',
      project: wanted.project,
      name: wanted.name,
      scopes: [...wanted.scopes],
      prefix,
      secretHash: hashOf(secret),
      parentKeyId: wanted.browser?.parentKeyId ?? null,
      createdAt: this.#now(),
      expiresAt: wanted.browser?.expiresAt ?? wanted.expiresAt ?? null,
      revokedAt: null,
      lastUsedAt: null,
      version: 1,
    }
    await this.#write(key)
    this.#remember(key)
    return { ...apiKeyOf(key), secret }
  }

  list(project: string | null): ApiKey[] {
    return [...this.#byId.values()]
      .filter((key) => key.kind === 'key' && (project === null || key.project === project))
      .reverse()
      .map(apiKeyOf)
  }

  async revoke(keyId: string, project: string | null): Promise<boolean> {
    const key = this.#byId.get(keyId)
    if (!key || (project !== null && key.project !== project)) return false
    if (key.revokedAt !== null) return true
    const revoked = { ...key, revokedAt: this.#now(), version: key.version + 1 }
    await this.#write(revoked)
    // Not before the write: a key must not come back to life with the next start.
    Object.assign(key, revoked)
    return true
  }

  hasProject(project: string): boolean {
    return this.#projects.has(project)
  }

  #isAlive(key: StoredKey): boolean {
    if (key.revokedAt !== null) return false
    if (key.expiresAt !== null && key.expiresAt <= this.#now()) return false
    if (key.parentKeyId === null) return true
    const parent = this.#byId.get(key.parentKeyId)
    return parent !== undefined && this.#isAlive(parent)
  }

  #remember(key: StoredKey): void {
    this.#projects.add(key.project)
    this.#byId.set(key.keyId, key)
    const samePrefix = this.#byPrefix.get(key.prefix)
    if (samePrefix) samePrefix.push(key)
    else this.#byPrefix.set(key.prefix, [key])
  }

  async #makeProject(project: string): Promise<void> {
    if (this.#projects.has(project)) return
    await this.#engine.command(
      `INSERT INTO project (project, created_at) SELECT {project:String}, {created_at:DateTime64(3, 'UTC')}`,
      { params: { project, created_at: this.#now() } },
    )
    this.#projects.add(project)
  }

  async #write(key: StoredKey): Promise<void> {
    await this.#engine.command(
      `INSERT INTO api_key (key_id, kind, project, name, scopes, prefix, secret_sha256, parent_key_id,
        created_at, expires_at, revoked_at, version)
      SELECT {key_id:String}, {kind:String}, {project:String}, {name:String}, {scopes:Array(String)}, {prefix:String},
        {secret_sha256:String}, {parent_key_id:Nullable(String)}, {created_at:DateTime64(3, 'UTC')},
        {expires_at:Nullable(DateTime64(3, 'UTC'))}, {revoked_at:Nullable(DateTime64(3, 'UTC'))}, {version:UInt64}`,
      {
        params: {
          key_id: key.keyId,
          kind: key.kind,
          project: key.project,
          name: key.name,
          scopes: key.scopes,
          prefix: key.prefix,
          secret_sha256: key.secretHash.toString('hex'),
          parent_key_id: key.parentKeyId,
          created_at: key.createdAt,
          expires_at: key.expiresAt,
          revoked_at: key.revokedAt,
          version: key.version,
        },
      },
    )
  }
}

interface StoredKey {
  keyId: string
  kind: 'key' | 'browser'
  project: string
  name: string
  scopes: Scope[]
  prefix: string
  secretHash: Buffer
  parentKeyId: string | null
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  /** Since this process began: to write it down with every request would cost more than it is worth. */
  lastUsedAt: Date | null
  version: number
}

interface KeyRow {
  key_id: string
  kind: 'key' | 'browser'
  project: string
  name: string
  scopes: Scope[]
  prefix: string
  secret_sha256: string
  parent_key_id: string | null
  created_ms: string
  expires_ms: string | null
  revoked_ms: string | null
  version: string
}

function keyOfRow(row: KeyRow): StoredKey {
  return {
    keyId: row.key_id,
    kind: row.kind,
    project: row.project,
    name: row.name,
    scopes: row.scopes,
    prefix: row.prefix,
    secretHash: Buffer.from(row.secret_sha256, 'hex'),
    parentKeyId: row.parent_key_id,
    createdAt: new Date(Number(row.created_ms)),
    expiresAt: row.expires_ms === null ? null : new Date(Number(row.expires_ms)),
    revokedAt: row.revoked_ms === null ? null : new Date(Number(row.revoked_ms)),
    lastUsedAt: null,
    version: Number(row.version),
  }
}

function apiKeyOf(key: StoredKey): ApiKey {
  return {
    key_id: key.keyId,
    prefix: key.prefix,
    project: key.project,
    name: key.name,
    scopes: key.scopes,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
  }
}
