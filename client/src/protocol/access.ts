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
  /** From then on it is not let in; null when it does not end by itself. */
  expires_at: string | null
  revoked_at: string | null
  /** Since the server started; null when it was not used since. */
  last_used_at: string | null
}

/** `POST /api/v1/keys/`. */
export interface NewApiKey {
  /** What it is for. */
  name: string
  scopes: Scope[]
  /** RFC 3339, in the future. */
  expires_at?: string
  /** Only the operator names another than his own. */
  project?: string
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
  /** Of a browser that signed in with a key: that key. */
  signed_in_with?: string
}
