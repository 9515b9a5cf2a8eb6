import { viewKey } from '@occur/client/filter'
import type { NewView, View, ViewChange } from '@occur/client/protocol'
import { AppError } from './errors.ts'

/** The views of a project, by `viewKey` of their names. */
export type ProjectViews = ReadonlyMap<string, View>

/**
 * The views of every project. They are read in memory, so that no filter waits for them; a change is on disk before its
 * promise resolves, and holds for the very next request. What is wrong with a view throws as `checkView` does.
 */
export interface ViewStore {
  /** As they are now: what changes later does not change this. */
  of(project: string): ProjectViews

  /** Throws `conflict` when the name is taken, or there are as many as may be. */
  create(project: string, view: NewView): Promise<View>

  /**
   * With another name, views that name this one are changed with it, all or none. Throws `not_found`; `outdated` when the
   * view's version is none of `expected`; and `conflict` when the new name is taken.
   */
  replace(project: string, name: string, change: ViewChange, expected?: readonly number[]): Promise<View>

  /** Throws like `replace`; and `conflict` when other views use this one. */
  remove(project: string, name: string, expected?: readonly number[]): Promise<void>
}

/** Throws `not_found`. */
export function viewNamed(views: ProjectViews, name: string): View {
  const view = views.get(viewKey(name))
  if (!view) throw new AppError('not_found', `There is no view ${name} in this project`)
  return view
}
