import { randomUUID } from 'node:crypto'
import { viewKey } from '@occur/client/filter'
import type { NewView, View, ViewDefinition } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import { checkView, usersOf } from '../event/check-view.ts'
import { AppError } from '../event/errors.ts'
import { type ProjectViews, type ViewStore, viewNamed } from '../event/views.ts'
import { RowWriter } from './row-writer.ts'

/** How many a project may have: all of them are in memory. */
const viewsMax = 1000

/** Keeps views in the engine and a copy in memory. One process at a time writes them: the one that holds the data folder. */
export async function openViewStore(engine: Engine, now: () => Date = () => new Date()): Promise<ViewStore> {
  const store = new StoredViews(engine, now)
  await store.load()
  return store
}

class StoredViews implements ViewStore {
  readonly #engine: Engine
  readonly #now: () => Date
  /** By project. A map that was given away is not changed any more: a change makes a new one. */
  readonly #views = new Map<string, ProjectViews>()
  /** The last version of every view that there ever was, by project and key. */
  readonly #versions = new Map<string, number>()
  /** Ends when the changes asked for until now are done. */
  #lastChange: Promise<unknown> = Promise.resolve()
  /** An insert of which nobody knows what became of it. */
  #unsettled: string | null = null

  constructor(engine: Engine, now: () => Date) {
    this.#engine = engine
    this.#now = now
  }

  async load(): Promise<void> {
    const rows = await this.#engine.rows<ViewRow>(
      `SELECT project, key, version, definition, is_removed,
        toUnixTimestamp64Milli(created_at) AS created_ms, toUnixTimestamp64Milli(changed_at) AS changed_ms
      FROM saved_view FINAL`,
    )
    this.#views.clear()
    for (const row of rows) {
      this.#versions.set(versionKey(row.project, row.key), Number(row.version))
      if (row.is_removed === 0) this.#remember(row.project, viewOfRow(row))
    }
  }

  of(project: string): ProjectViews {
    return this.#views.get(project) ?? none
  }

  create(project: string, wanted: NewView): Promise<View> {
    return this.#inTurn(async () => {
      const views = this.of(project)
      const key = viewKey(wanted.name)
      const taken = views.get(key)
      if (taken)
        throw new AppError('conflict', `There is a view ${taken.name} already; change it, or take another name`)
      if (views.size >= viewsMax) {
        throw new AppError(
          'conflict',
          `There are ${viewsMax} views, the most that a project may have; delete one first`,
        )
      }
      checkView(wanted, views)
      const now = this.#now().toISOString()
      return this.#keep(project, {
        ...wanted,
        created_at: now,
        changed_at: now,
        version: this.#versionAfter(project, key),
      })
    })
  }

  replace(project: string, name: string, definition: ViewDefinition, expected?: readonly number[]): Promise<View> {
    return this.#inTurn(async () => {
      const views = this.of(project)
      const old = expectedView(views, name, expected)
      const wanted = { ...definition, name: old.name }
      checkView(wanted, views)
      const version = this.#versionAfter(project, viewKey(name))
      return this.#keep(project, {
        ...wanted,
        created_at: old.created_at,
        changed_at: this.#now().toISOString(),
        version,
      })
    })
  }

  remove(project: string, name: string, expected?: readonly number[]): Promise<void> {
    return this.#inTurn(async () => {
      const views = this.of(project)
      const old = expectedView(views, name, expected)
      const key = viewKey(name)
      const users = usersOf(key, views).map((user) => user.name)
      if (users.length > 0) {
        throw new AppError('conflict', `Other views use ${old.name}: ${users.join(', ')}. Change or delete them first`)
      }
      const removed = { ...old, changed_at: this.#now().toISOString(), version: this.#versionAfter(project, key) }
      await this.#write(project, removed, true)
      const left = new Map(views)
      left.delete(key)
      this.#views.set(project, left)
      this.#versions.set(versionKey(project, key), removed.version)
    })
  }

  /** One change after the other: each is judged by what the one before it left. */
  #inTurn<Answer>(change: () => Promise<Answer>): Promise<Answer> {
    const changed = this.#lastChange.then(async () => {
      await this.#settle()
      return await change()
    })
    this.#lastChange = changed.catch(() => undefined)
    return changed
  }

  /** What is in memory must be what is on disk, before anything is judged by it. */
  async #settle(): Promise<void> {
    if (this.#unsettled === null) return
    await this.#engine.settle(this.#unsettled)
    await this.load()
    this.#unsettled = null
  }

  async #keep(project: string, view: View): Promise<View> {
    await this.#write(project, view, false)
    this.#remember(project, view)
    return view
  }

  #remember(project: string, view: View): void {
    const key = viewKey(view.name)
    this.#views.set(project, new Map(this.of(project)).set(key, view))
    this.#versions.set(versionKey(project, key), view.version)
  }

  #versionAfter(project: string, key: string): number {
    return (this.#versions.get(versionKey(project, key)) ?? 0) + 1
  }

  async #write(project: string, view: View, isRemoved: boolean): Promise<void> {
    const { created_at, changed_at, version, ...definition } = view
    const row = new RowWriter(1024)
    row.text(project)
    row.text(viewKey(view.name))
    row.uint64(BigInt(version))
    row.text(JSON.stringify(definition))
    row.int64(BigInt(Date.parse(created_at)))
    row.int64(BigInt(Date.parse(changed_at)))
    row.uint8(isRemoved ? 1 : 0)
    const statementId = randomUUID()
    this.#unsettled = statementId
    await this.#engine.insertBinary('saved_view', columns, row.bytes(), { statementId })
    this.#unsettled = null
  }
}

const none: ProjectViews = new Map()

const columns = {
  project: 'String',
  key: 'String',
  version: 'UInt64',
  definition: 'String',
  created_at: `DateTime64(3, 'UTC')`,
  changed_at: `DateTime64(3, 'UTC')`,
  is_removed: 'UInt8',
}

interface ViewRow {
  project: string
  key: string
  version: string
  definition: string
  is_removed: number
  created_ms: string
  changed_ms: string
}

function viewOfRow({ definition, created_ms, changed_ms, version }: ViewRow): View {
  return {
    ...(JSON.parse(definition) as NewView),
    created_at: new Date(Number(created_ms)).toISOString(),
    changed_at: new Date(Number(changed_ms)).toISOString(),
    version: Number(version),
  }
}

/** A project's name has no spaces. */
function versionKey(project: string, key: string): string {
  return `${project} ${key}`
}

function expectedView(views: ProjectViews, name: string, expected: readonly number[] | undefined): View {
  const view = viewNamed(views, name)
  if (expected && !expected.includes(view.version)) {
    throw new AppError('outdated', `The view ${view.name} was changed meanwhile: it is at version ${view.version}`)
  }
  return view
}
