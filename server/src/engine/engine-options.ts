/** How an engine is to be opened. */
export interface EngineOptions {
  /** A ClickHouse server to use; null starts a private one. */
  readonly clickhouseUrl: string | null
  readonly clickhouseUser: string
  readonly clickhousePassword: string
  readonly clickhouseDatabase: string
  /** The private engine keeps its files in `engine/` in this folder. */
  readonly dataFolder: string
  /** Memory that the private engine may use altogether. */
  readonly memoryBytesMax: number
  /** Statements that may run at the same time. Beyond them the next one waits for its connection. */
  readonly connectionsMax: number
  /** How long one question (`rows`, `bytes`) may take. */
  readonly queryMsMax: number
  /** Memory that one question may use. */
  readonly queryMemoryBytesMax: number
}

/** What the engine tells whoever runs it; a pino logger is one. */
export interface EngineLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}
