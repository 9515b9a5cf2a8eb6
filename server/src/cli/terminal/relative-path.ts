import { relative, resolve } from 'node:path'

/** A path as a person here would type it: relative where that is shorter to read, absolute where it would climb out. */
export function relativePath(path: string): string {
  const from = relative('.', path)
  return from.startsWith('..') ? resolve(path) : `./${from}`
}
