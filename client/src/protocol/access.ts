export const scopes = ['ingest', 'read', 'admin'] as const

/** `admin` includes the other two. */
export type Scope = (typeof scopes)[number]

/** A key without its secret. */
export interface ApiKey {
  key_id: string
  /** The first characters of the secret, so that a person can tell which key it is. */
  prefix: string
  project: string
  name: string
  scopes: Scope[]
  created_at: string
  revoked_at: string | null
}

/** The answer to `POST /api/v1/keys/`: the only time that the secret is seen. */
export interface CreatedApiKey extends ApiKey {
  secret: string
}

/** `GET /api/v1/whoami`: what the key or cookie of this request may do. */
export interface WhoAmI {
  project: string
  key_id: string
  name: string
  scopes: Scope[]
}
