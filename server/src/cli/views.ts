import {
  type CallOptions,
  type NewView,
  type OccurClient,
  OccurError,
  type View,
  type ViewSubject,
  viewSubjects,
} from '@occur/client'
import { type Command, Option } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { CommandFailure } from './exit-codes.ts'
import type { Surroundings } from './surroundings.ts'
import { paintFor } from './terminal/paint.ts'
import { tableText } from './terminal/table.ts'
import { dateAndSecond } from './terminal/times.ts'

/** `occur views`: filters that are saved under a name. */
export function addViews(program: Command, around: Surroundings): void {
  const views = program
    .command('views')
    .summary('list, show, save and delete saved filters')
    .description('Manages views: filters with a name, which any --query may use as view:NAME.')
  const list = views.command('list').description('Lists views by name.').option('--json', 'one JSON object a line')
  withConnection(list)
    .addHelpText('after', '\nExample:\n  npx occur views list')
    .action((flags: ListFlags) => listViews(flags, around))
  const show = views
    .command('show')
    .argument('<name>')
    .description('Prints a view as JSON, with all that is saved in it.')
  withConnection(show)
    .addHelpText('after', '\nExample:\n  npx occur views show failed-tools')
    .action((name: string, flags: ConnectionFlags) => showView(name, flags, around))
  const save = views
    .command('save')
    .argument('<name>', 'letters, digits, -, _ and .')
    .description('Saves a view. Of one that is there already, --replace changes what is named here, and nothing else.')
    .option('-q, --query <filter>', 'what passes: see docs/filter.md')
    .addOption(new Option('--of <things>', 'what it finds (default: events)').choices(viewSubjects))
    .option('--description <text>', 'what it is for')
    .option('--columns <names>', 'which columns to show, joined by commas')
    .option('--replace', 'change the view of this name')
  withConnection(save)
    .addHelpText('after', saveHelp)
    .action((name: string, flags: SaveFlags) => saveView(name, flags, around))
  const rename = views
    .command('rename')
    .argument('<name>')
    .argument('<new-name>', 'letters, digits, -, _ and .')
    .description(
      'Renames a view, also in the views that name it. Filters kept elsewhere know it by its old name still.',
    )
  withConnection(rename)
    .addHelpText('after', '\nExample:\n  npx occur views rename failed-tools failing-tools')
    .action((name: string, newName: string, flags: ConnectionFlags) => renameView(name, newName, flags, around))
  const remove = views.command('delete').argument('<name>').description('Deletes a view that no other view uses.')
  withConnection(remove)
    .addHelpText('after', '\nExample:\n  npx occur views delete failed-tools')
    .action((name: string, flags: ConnectionFlags) => deleteView(name, flags, around))
}

const saveHelp = `
Examples:
  npx occur views save failed-tools --query 'source:tool-call attributes.ok:false'
  npx occur views save long-calls --of sessions --query 'duration>600 view:failed-tools'
  npx occur list --query 'view:failed-tools timestamp>=-24h'`

interface ListFlags extends ConnectionFlags {
  json?: boolean
}

interface SaveFlags extends ConnectionFlags {
  query?: string
  of?: ViewSubject
  description?: string
  columns?: string
  replace?: boolean
}

async function listViews({ json, ...flags }: ListFlags, around: Surroundings): Promise<void> {
  const { client } = await connect(flags, around)
  const { items } = await client.views.list({ signal: around.stopped })
  if (json) return await around.out.write(items.map((view) => `${JSON.stringify(view)}\n`).join(''))
  if (items.length === 0) return await around.err.write('No views\n')
  const paint = paintFor(around.out, around.env)
  const columns = [
    { title: 'name', text: ({ name }: View) => name, columnsMin: 16, paint: paint.cyan },
    { title: 'of', text: ({ of }: View) => of },
    { title: 'filter', text: ({ q }: View) => q, columnsMin: 24 },
    { title: 'description', text: ({ description = '' }: View) => description, columnsMin: 12 },
    { title: 'changed (UTC)', text: (view: View) => dateAndSecond(view.changed_at), columnsMin: 19, paint: paint.dim },
  ]
  await around.out.write(tableText<View>(columns, items, around.out, paint))
}

async function showView(name: string, flags: ConnectionFlags, around: Surroundings): Promise<void> {
  const { client } = await connect(flags, around)
  const view = await client.views.get(name, { signal: around.stopped })
  await around.out.write(`${JSON.stringify(view, null, 2)}\n`)
}

async function saveView(name: string, { replace, ...flags }: SaveFlags, around: Surroundings): Promise<void> {
  const { client } = await connect(flags, around)
  const named = partsIn(flags)
  const options = { signal: around.stopped }
  if (replace) {
    await changeView(client, name, named, options)
    return await around.err.write(`Changed ${name}\n`)
  }
  if (named.q === undefined) throw new CommandFailure('Say what passes, with --query; --query "" is everything')
  const { q } = named
  await client.views.create({ of: 'events', ...named, name, q }, options).catch((error: unknown) => {
    if (!(error instanceof OccurError) || error.status !== 409) throw error
    throw new CommandFailure(`${error.detail}. With --replace it is changed`)
  })
  await around.err.write(`Saved ${name}: use it as view:${name}\n`)
}

function partsIn({ query: q, of, description, columns }: SaveFlags): Partial<NewView> {
  return {
    ...(q !== undefined && { q }),
    ...(of !== undefined && { of }),
    ...(description !== undefined && { description }),
    ...(columns !== undefined && { columns: columns.split(',').map((column) => column.trim()) }),
  }
}

async function renameView(name: string, newName: string, flags: ConnectionFlags, around: Surroundings): Promise<void> {
  const { client } = await connect(flags, around)
  await changeView(client, name, { name: newName }, { signal: around.stopped })
  await around.err.write(`Renamed ${name}: use it as view:${newName}\n`)
}

/** Changes these parts of a view, and none that somebody else changes meanwhile. */
async function changeView(client: OccurClient, name: string, parts: Partial<NewView>, options: CallOptions) {
  const { created_at, changed_at, version, ...old } = await client.views.get(name, options)
  await client.views.replace(name, { ...old, ...parts }, { version, ...options })
}

async function deleteView(name: string, flags: ConnectionFlags, around: Surroundings): Promise<void> {
  const { client } = await connect(flags, around)
  await client.views.delete(name, { signal: around.stopped })
  await around.err.write(`Deleted ${name}\n`)
}
