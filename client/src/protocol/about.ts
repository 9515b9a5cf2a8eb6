/** `GET /api/v1/about`: which Occur this is, and what it stands on. */
export interface About {
  version: string
  started_at: string
  engine: {
    /** `private`: a child process of Occur; `server`: a ClickHouse of yours. */
    kind: 'private' | 'server'
    /** ClickHouse's. */
    version: string
  }
  /** Of the tables. */
  schema_version: number
  /** What all projects take, so for admin keys only; null also where the engine does not tell. */
  disk: {
    used_bytes: number
    free_bytes: number
    total_bytes: number
  } | null
}
