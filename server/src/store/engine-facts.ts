import { type Engine, EngineRefusal } from '../engine/engine.ts'
import type { EngineFactReads } from '../event/engine-facts.ts'

export function engineFactReads(engine: Engine): EngineFactReads {
  return {
    async engine(asker) {
      const [row] = await engine.rows<{ version: string; schema_version: number }>(
        'SELECT version() AS version, (SELECT max(version) FROM migration) AS schema_version',
        { ...asker },
      )
      return { kind: engine.kind, version: row?.version ?? '', schemaVersion: row?.schema_version ?? 0 }
    },
    async disk(asker) {
      try {
        const [row] = await engine.rows<Record<'used' | 'free' | 'total', string>>(diskSql, { ...asker })
        if (!row) return null
        return { usedBytes: Number(row.used), freeBytes: Number(row.free), totalBytes: Number(row.total) }
      } catch (error) {
        if (error instanceof EngineRefusal) return null
        throw error
      }
    },
  }
}

/** Parts that were merged into others take their place until they are removed, so they count. */
const diskSql = `SELECT sum(free_space) AS free, sum(total_space) AS total,
    (SELECT sum(bytes_on_disk) FROM system.parts WHERE database = currentDatabase()) AS used
  FROM system.disks
  WHERE name IN (SELECT DISTINCT disk_name FROM system.parts WHERE database = currentDatabase())
  HAVING total > 0`
