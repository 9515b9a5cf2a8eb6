import { createHash } from 'node:crypto'
import { cpus } from 'node:os'
import { join } from 'node:path'

export interface PrivateConfig {
  /** Where the engine keeps its tables. */
  readonly folder: string
  /** Where the two files below are. */
  readonly configFolder: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly memoryBytesMax: number
  readonly connectionsMax: number
}

/** The command line that makes `clickhouse local` listen on loopback, and go on for ever. */
export function startArguments({ folder, configFolder, port }: PrivateConfig): string[] {
  return [
    'clickhouse',
    '--listen_host=127.0.0.1',
    `--http_port=${port}`,
    `--path=${folder}`,
    `--config-file=${join(configFolder, 'config.xml')}`,
    '--log-level=warning',
    '--query',
    'SYSTEM START LISTEN HTTP; ' +
      'SELECT count() FROM system.numbers WHERE NOT ignore(sleepEachRow(1)) SETTINGS max_block_size = 1 FORMAT Null',
  ]
}

export function configXml({ configFolder, user, password, memoryBytesMax, connectionsMax }: PrivateConfig): string {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return `<clickhouse>
  <timezone>UTC</timezone>
  <user_directories><users_xml><path>${xmlText(join(configFolder, 'users.xml'))}</path></users_xml></user_directories>

  <!-- The only requests that are answered at all are those with our name and password. -->
  <http_handlers>
    <rule>
      <headers><Authorization>${authorization}</Authorization></headers>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
  </http_handlers>

  <!-- How often the engine looks at what its process really takes. By default 20 times a second, also at rest. -->
  <memory_worker_period_ms>250</memory_worker_period_ms>
  <max_server_memory_usage>${memoryBytesMax}</max_server_memory_usage>
  <mark_cache_size>${share(memoryBytesMax, 0.1)}</mark_cache_size>
  <primary_index_cache_size>${share(memoryBytesMax, 0.1)}</primary_index_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <index_mark_cache_size>${share(memoryBytesMax, 0.02)}</index_mark_cache_size>
  <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
  <query_cache><max_size_in_bytes>0</max_size_in_bytes></query_cache>
  <compiled_expression_cache_size>${32 * 1024 ** 2}</compiled_expression_cache_size>

  <!-- Longer than the client keeps a connection, so that it never sends into a closed one. -->
  <keep_alive_timeout>3600</keep_alive_timeout>
  <!-- A statement whose connection was closed runs on until it is killed, which is a statement too. -->
  <max_connections>${connectionsMax * 2}</max_connections>
  <max_concurrent_queries>${connectionsMax * 2}</max_concurrent_queries>

  <background_pool_size>${backgroundThreads}</background_pool_size>
  <background_merges_mutations_concurrency_ratio>2</background_merges_mutations_concurrency_ratio>
  <background_schedule_pool_size>4</background_schedule_pool_size>
  <background_common_pool_size>2</background_common_pool_size>
  <background_fetches_pool_size>1</background_fetches_pool_size>
  <background_move_pool_size>1</background_move_pool_size>
  <background_buffer_flush_schedule_pool_size>1</background_buffer_flush_schedule_pool_size>
  <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
  <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
  <merge_tree>
    <!-- Parts that were merged away are deleted one by one: by many threads at once they kept inserts waiting for
         seconds, where the file system discards the blocks of deleted files as it goes. -->
    <concurrent_part_removal_threshold>1000000</concurrent_part_removal_threshold>

    <!-- Each must be less than the background threads times the ratio above. -->
    <number_of_free_entries_in_pool_to_execute_mutation>2</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
    <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>2</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
  </merge_tree>
</clickhouse>
`
}

/**
 * Two users. The engine starts itself as `default`, which can have no password; so no request reaches that one (see
 * `http_handlers`), and it may do nothing but the two statements that start the engine. We are the other one.
 */
export function usersXml({ user, password }: PrivateConfig): string {
  const hash = createHash('sha256').update(password).digest('hex')
  return `<clickhouse>
  <profiles><default><http_send_timeout>86400</http_send_timeout><compile_aggregate_expressions>0</compile_aggregate_expressions></default></profiles>
  <quotas><default></default></quotas>
  <users>
    <default>
      <no_password/>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants><query>GRANT SELECT ON system.numbers</query><query>GRANT SYSTEM LISTEN ON *.*</query></grants>
    </default>
    <${user}>
      <password_sha256_hex>${hash}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </${user}>
  </users>
</clickhouse>
`
}

const backgroundThreads = Math.max(2, Math.min(cpus().length, 16))

function share(bytes: number, part: number): number {
  return Math.floor(bytes * part)
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
