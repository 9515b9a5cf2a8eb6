import { type ApiKey, type CreatedApiKey, createClient, type NewApiKey, type Scope, scopes } from '@occur/client'
import { type Command, Option } from 'commander'
import { pino } from 'pino'
import { readConfig } from '../config.ts'
import { expiryOf, projectPattern } from '../event/keys.ts'
import { type ConnectionFlags, connect, dataFolder, readServerFile, withConnection } from './connect.ts'
import { CommandFailure } from './exit-codes.ts'
import type { Surroundings } from './surroundings.ts'
import { paintFor } from './terminal/paint.ts'
import { tableText } from './terminal/table.ts'
import { dateAndSecond } from './terminal/times.ts'

/** `occur keys`: who may send and read, and in which project. */
export function addKeys(program: Command, around: Surroundings): void {
  const keys = program
    .command('keys')
    .summary('create, list and revoke API keys')
    .description('Manages API keys. On the machine of the server this needs no key: who can read its data folder may.')
  const create = keys
    .command('create')
    .description('Makes a key and prints its secret, which is never shown again.')
    .requiredOption('--name <name>', 'what it is for, so that people know it again')
    .addOption(
      new Option('--scope <scope...>', 'what it may do; admin includes the others')
        .choices(scopes)
        .makeOptionMandatory(),
    )
    .option(
      '--project <project>',
      'its project; a new name makes a new project (default: that of your key, or "default")',
    )
    .option('--expires <time>', 'when it ends by itself: RFC 3339, or a date (default: it does not)')
    .option('--json', 'the key as JSON')
  withConnection(create)
    .addHelpText(
      'after',
      '\nExamples:\n  npx occur keys create --name phone-bot --scope ingest\n  npx occur keys create --name audit --scope read --project sales',
    )
    .action((flags: CreateFlags) => createKey(flags, around))
  const list = keys
    .command('list')
    .description('Lists keys; never their secrets.')
    .option('--project <project>', 'only those of this project')
    .option('--json', 'one JSON object a line')
  withConnection(list)
    .addHelpText('after', '\nExample:\n  npx occur keys list')
    .action((flags: ListFlags) => listKeys(flags, around))
  const revoke = keys
    .command('revoke')
    .argument('<key_id>', 'its id, from the list')
    .description('Ends a key, at once and for ever.')
  withConnection(revoke)
    .addHelpText('after', '\nExample:\n  npx occur keys revoke 5d0c1c9e-7d0f-4d0e-8f4c-2f1f6a1b7c11')
    .action((keyId: string, flags: ConnectionFlags) => revokeKey(keyId, flags, around))
}

interface CreateFlags extends ConnectionFlags {
  name: string
  scope: Scope[]
  project?: string
  expires?: string
  json?: boolean
}

interface ListFlags extends ConnectionFlags {
  project?: string
  json?: boolean
}

async function createKey(
  { name, scope, project, expires, json, ...flags }: CreateFlags,
  around: Surroundings,
): Promise<void> {
  const wanted = {
    name,
    scopes: [...new Set(scope)],
    ...(project !== undefined && { project }),
    ...(expires !== undefined && { expires_at: expires }),
  }
  const created = await withKeys(flags, around, (keys) => keys.create(wanted))
  if (json) return await around.out.write(`${JSON.stringify(created)}\n`)
  // The secret alone goes to standard output, so that KEY=$(npx occur keys create …) holds it.
  await around.err.write(
    `Key ${created.key_id} of project ${created.project} (${created.scopes.join(', ')}); its secret:\n`,
  )
  await around.out.write(`${created.secret}\n`)
  await around.err.write('It is not shown again.\n')
}

async function listKeys({ project, json, ...flags }: ListFlags, around: Surroundings): Promise<void> {
  const found = await withKeys(flags, around, (keys) => keys.list(project))
  if (json) return await around.out.write(found.map((key) => `${JSON.stringify(key)}\n`).join(''))
  const paint = paintFor(around.out, around.env)
  const table = tableText<ApiKey>(
    [
      { title: 'key_id', text: ({ key_id }) => key_id, columnsMin: 36, paint: paint.cyan },
      { title: 'begins', text: ({ prefix }) => `${prefix}…`, columnsMin: 8 },
      { title: 'project', text: ({ project }) => project },
      { title: 'name', text: ({ name }) => name, columnsMin: 12 },
      { title: 'scopes', text: (key) => key.scopes.join(', ') },
      { title: 'created (UTC)', text: ({ created_at }) => dateAndSecond(created_at), columnsMin: 19, paint: paint.dim },
      { title: '', text: state, paint: paint.red },
    ],
    found,
    around.out,
    paint,
  )
  await around.out.write(found.length === 0 ? '' : table)
  if (found.length === 0) await around.err.write('No keys\n')
}

function state({ revoked_at, expires_at }: ApiKey): string {
  if (revoked_at !== null) return `revoked ${dateAndSecond(revoked_at)}`
  if (expires_at === null) return ''
  return `${Date.parse(expires_at) > Date.now() ? 'ends' : 'expired'} ${dateAndSecond(expires_at)}`
}

async function revokeKey(keyId: string, flags: ConnectionFlags, around: Surroundings): Promise<void> {
  await withKeys(flags, around, (keys) => keys.revoke(keyId))
  await around.err.write(`Revoked ${keyId}\n`)
}

/** What can be done with keys, wherever they are kept. */
interface KeyDesk {
  create(key: NewApiKey): Promise<CreatedApiKey>
  list(project: string | undefined): Promise<ApiKey[]>
  revoke(keyId: string): Promise<void>
}

/** Three ways in: an admin key, the secret of the server that runs here, or the store itself while none runs. */
async function withKeys<Answer>(
  flags: ConnectionFlags,
  around: Surroundings,
  use: (keys: KeyDesk) => Promise<Answer>,
): Promise<Answer> {
  const isNamed = [flags.url, flags.key, around.env.OCCUR_URL, around.env.OCCUR_KEY].some(
    (given) => given !== undefined,
  )
  if (isNamed) return await use(overHttp((await connect(flags, around)).client, around))
  const data = dataFolder(flags, around)
  const server = await readServerFile(data)
  if (server && around.isRunning(server.pid)) {
    return await use(overHttp(createClient({ url: server.url, key: server.operator_secret }), around))
  }
  return await withStore(data, around, use)
}

function overHttp({ keys }: ReturnType<typeof createClient>, { stopped: signal }: Surroundings): KeyDesk {
  return {
    create: (key) => keys.create(key, { signal }),
    list: async (project) => (await keys.list({ ...(project !== undefined && { project }) }, { signal })).items,
    revoke: (keyId) => keys.revoke(keyId, { signal }),
  }
}

async function withStore<Answer>(
  data: string,
  around: Surroundings,
  use: (keys: KeyDesk) => Promise<Answer>,
): Promise<Answer> {
  const config = readConfig(around.env as NodeJS.ProcessEnv, { data })
  const { openKeyStore } = await import('../server.ts')
  const { keys, close } = await openKeyStore(config, pino({ level: 'silent' }))
  try {
    return await use({
      create: ({ name, scopes, project = projectDefault, expires_at }) =>
        keys.create({
          name,
          scopes,
          project: checkedProject(project),
          ...(expires_at !== undefined && { expiresAt: checkedExpiry(expires_at) }),
        }),
      list: async (project) => keys.list(project ?? null),
      revoke: async (keyId) => {
        if (!(await keys.revoke(keyId, null))) throw new CommandFailure(`There is no key ${keyId}`)
      },
    })
  } finally {
    await close()
  }
}

const projectDefault = 'default'

function checkedExpiry(text: string): Date {
  const expiresAt = expiryOf(text, new Date())
  if (typeof expiresAt !== 'string') return expiresAt
  throw new CommandFailure(`--expires ${expiresAt}`)
}

function checkedProject(project: string): string {
  if (new RegExp(projectPattern).test(project)) return project
  throw new CommandFailure(`--project ${project}: a project has lower-case letters, digits and -, at most 63`)
}
