import type { Engine } from '../../engine/engine.ts'
import { until } from '../../engine/testing/until.ts'
import type { TestServer, TestSettings } from '../../testing/test-server.ts'
import { newProject } from './events-with-key.ts'
import { startServerOnClickHouse } from './server-on-clickhouse.ts'

export interface SlowStore {
  /** The server as it runs now; `restart` puts another in its place. */
  server: TestServer
  /** A key of a project in which a question takes as long as it may, however few events there are. */
  slowKey: string
  /** A key of a project in which a question needs more than a hundred megabytes. */
  hungryKey: string
  /** Statements that the engine runs right now for questions. */
  running(): Promise<string[]>
  restart(settings: TestSettings): Promise<void>
  stop(): Promise<void>
}

const partCount = 40
const eventsPerPart = 50

/** Occur on a ClickHouse server, whose engine a test can look into. What is stored stays; nothing can be sent any more. */
export async function startSlowStore(settings: TestSettings = {}): Promise<SlowStore> {
  const { engine, env, stop, ...first } = await startServerOnClickHouse(settings)
  let { server } = first
  await engine.command('SYSTEM STOP MERGES event')
  const slow = await newProject(server)
  for (let part = 0; part < partCount; part++) {
    await slow.sendEvents(
      Array.from({ length: eventsPerPart }, (_, at) => ({
        timestamp: '2026-03-02T10:00:00Z',
        event_id: `slow-${part}-${at}`,
        session_id: 's1',
        user_id: 'u1',
        conversation_id: 'c1',
        attributes: { part },
      })),
    )
  }
  const hungry = await newProject(server)
  await hungry.sendEvents([{ timestamp: '2026-03-02T10:00:00Z', session_id: 's1' }])
  await slowDown(engine, slow.project, hungry.project)
  const running = async () => {
    const rows = await engine.rows<{ query: string }>(
      `SELECT query FROM system.processes WHERE query LIKE '%FROM event%' AND query_id != queryID()`,
    )
    return rows.map(({ query }) => query)
  }
  return {
    get server() {
      return server
    },
    slowKey: slow.key,
    hungryKey: hungry.key,
    running,
    restart: async (again) => {
      await engine.command('RENAME TABLE event TO event_slow, event_stored TO event')
      server = await server.restart({ ...again, env: { ...env, ...again.env } })
      // It reads which ids are stored.
      await until(async () => (await running()).length === 0)
      await engine.command('RENAME TABLE event TO event_stored, event_slow TO event')
    },
    stop: () => stop(server),
  }
}

/** Reading one part of the slow project takes two and a half seconds, which is what the engine lets a block sleep. */
async function slowDown(engine: Engine, slow: string, hungry: string): Promise<void> {
  await engine.command('RENAME TABLE event TO event_stored')
  await engine.command(
    `CREATE VIEW event AS
    SELECT * FROM event_stored WHERE project NOT IN ('${slow}', '${hungry}')
    UNION ALL SELECT * FROM event_stored WHERE project = '${slow}' AND NOT ignore(sleepEachRow(0.05))
    UNION ALL SELECT * FROM event_stored WHERE project = '${hungry}' AND length(range(20000000 + seq)) > 0`,
  )
}
