import { rm } from 'node:fs/promises'
import { openEngine } from '../../engine/open-engine.ts'
import { serverEngineOptions, silentLog, startClickHouseServer, temporaryFolder } from '../../engine/testing/engines.ts'
import { startTestServer, type TestSettings } from '../../testing/test-server.ts'

/** Occur on a ClickHouse server, and a way of the test's own into that engine. */
export async function startServerOnClickHouse(settings: TestSettings = {}) {
  const folder = await temporaryFolder()
  const clickhouse = await startClickHouseServer(folder)
  const engine = await openEngine(serverEngineOptions(clickhouse), silentLog)
  const env = {
    OCCUR_CLICKHOUSE_URL: clickhouse.url,
    OCCUR_CLICKHOUSE_USER: clickhouse.user,
    OCCUR_CLICKHOUSE_PASSWORD: clickhouse.password,
  }
  const server = await startTestServer({ ...settings, env: { ...env, ...settings.env } })
  /** Ends it all; of a server that was started again, the one that runs now must be told. */
  const stop = async (running = server) => {
    await running.stop()
    await engine.close()
    await clickhouse.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { server, engine, env, stop }
}
