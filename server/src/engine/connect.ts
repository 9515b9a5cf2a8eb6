import { ClickHouseLogLevel, createClient } from '@clickhouse/client'

export type Client = ReturnType<typeof createClient>

export interface ConnectOptions {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly database: string
  readonly connectionsMax: number
  /** How long an idle connection is kept: less than the server keeps it, or a request meets a closed one. */
  readonly idleMsMax: number
}

/** A pool of HTTP connections to a ClickHouse. Nothing is sent before the first statement. */
export function connect({ url, user, password, database, connectionsMax, idleMsMax }: ConnectOptions): Client {
  return createClient({
    url,
    username: user,
    password,
    database,
    application: 'occur',
    max_open_connections: connectionsMax,
    request_timeout: silenceMsMax,
    keep_alive: { enabled: true, idle_socket_ttl: idleMsMax, eagerly_destroy_stale_sockets: true },
    // Long lists of ids do not fit into an address.
    use_multipart_params_auto: true,
    // Every failure is thrown; whoever catches it decides whether it is worth a line.
    log: { level: ClickHouseLogLevel.OFF },
  })
}

/**
 * How long a connection may be silent before it counts as lost. Statements are bounded by `max_execution_time`, and a
 * dead process closes its connections, so this only finds a machine that vanished.
 */
const silenceMsMax = 10 * 60_000
