import type { Asker } from './asker.ts'

/** What is stored stands on this. */
export interface EngineFacts {
  kind: 'private' | 'server'
  version: string
  schemaVersion: number
}

export interface DiskFacts {
  usedBytes: number
  freeBytes: number
  totalBytes: number
}

/** The engine, as one asks about it. */
export interface EngineFactReads {
  engine(asker?: Asker): Promise<EngineFacts>
  /** Null where the engine keeps it to itself: not every user of a ClickHouse server may read of its disks. */
  disk(asker?: Asker): Promise<DiskFacts | null>
}
