import type { Client } from './connect.ts'

/** Where the statements go. The private engine gets a new client with each start, and has none in between. */
export interface ClientSource {
  /** Throws `unavailable` while there is no engine to talk to. */
  client(): Client
  /** The process that the engine runs in, if it is ours. */
  processId(): number | null
  close(): Promise<void>
}
