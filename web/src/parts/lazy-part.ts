import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { loadScript } from '../data/reach.ts'

/**
 * A part of a screen whose script is loaded when it is first shown. One that cannot be had, because the page is outdated,
 * never comes: what is there stays in use, and the page says that it is to be loaded again.
 */
export function lazyPart<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => loadScript(load).catch(() => new Promise<never>(() => undefined)))
}
