import { randomUUID } from 'node:crypto'
import { viewKey } from '@occur/client/filter'
import type { NewView, View, ViewChange } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import { checkView, usersOf } from '../event/check-view.ts'
import { AppError } from '../event/errors.ts'
import { othersWhenRenamed } from '../event/rename-view.ts'
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
      if (row.is_removed === 0) this.#remember(row.project, [{ view: viewOfRow(row) }])
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
      const view = { ...wanted, created_at: now, changed_at: now, version: this.#versionAfter(project, key) }
      await this.#keep(project, [{ view }])
      return view
    })
  }

  replace(project: string, name: string, change: ViewChange, expected?: readonly number[]): Promise<View> {
    return this.#inTurn(async () => {
      const views = this.of(project)
      const old = expectedView(views, name, expected)
      const wanted = { ...change, name: change.name ?? old.name }
      const others = othersWhenRenamed(views, old.name, wanted.name)
      checkView(wanted, others)
      const users = [...others].filter(([key, other]) => other !== views.get(key)).map(([, user]) => user)
      const [view, ...changed] = [{ ...wanted, created_at: old.created_at }, ...users].map((one) => ({
        ...one,
        changed_at: this.#now().toISOString(),
        version: this.#versionAfter(project, viewKey(one.name)),
      })) as [View, ...View[]]
      const isGone = viewKey(view.name) !== viewKey(old.name)
      const gone = isGone ? [this.#removed(project, old)] : []
      await this.#keep(project, [{ view }, ...changed.map((user) => ({ view: user })), ...gone])
      return view
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
      await this.#keep(project, [this.#removed(project, old)])
    })
  }

  #removed(project: string, view: View): Change {
    const version = this.#versionAfter(project, viewKey(view.name))
    return { view: { ...view, changed_at: this.#now().toISOString(), version }, isRemoved: true }
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

  async #keep(project: string, changes: readonly Change[]): Promise<void> {
    await this.#write(project, changes)
    this.#remember(project, changes)
  }

  #remember(project: string, changes: readonly Change[]): void {
    const views = new Map(this.of(project))
    for (const { view, isRemoved } of changes) {
      const key = viewKey(view.name)
      if (isRemoved) views.delete(key)
      else views.set(key, view)
      this.#versions.set(versionKey(project, key), view.version)
    }
    this.#views.set(project, views)
  }

  #versionAfter(project: string, key: string): number {
    return (this.#versions.get(versionKey(project, key)) ?? 0) + 1
  }

  /** All of them or none: the table has no partitions, so that what comes together is one part. */
  async #write(project: string, changes: readonly Change[]): Promise<void> {
    const rows = new RowWriter(1024)
    for (const { view, isRemoved } of changes) {
      const { created_at, changed_at, version, ...definition } = view
      rows.text(project)
      rows.text(viewKey(view.name))
      rows.uint64(BigInt(version))
      rows.text(JSON.stringify(definition))
      rows.int64(BigInt(Date.parse(created_at)))
      rows.int64(BigInt(Date.parse(changed_at)))
      rows.uint8(isRemoved ? 1 : 0)
    }
    const statementId = randomUUID()
    this.#unsettled = statementId
    await this.#engine.insertBinary('saved_view', columns, rows.bytes(), { statementId })
    this.#unsettled = null
  }
}

/** A view as it is from now on, or that it is no more. */
interface Change {
  view: View
  isRemoved?: boolean
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
