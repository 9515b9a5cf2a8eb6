import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, LockedPackage>
}
const packages = Object.entries(lock.packages)

test('what is made for another system is locked too, or npm ci would refuse to install there', () => {
  const wanted = packages.flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}))
  assert.ok(wanted.includes('@chdb/lib-darwin-arm64'))
  assert.deepEqual(
    wanted.filter((name) => !packages.some(([path]) => path.endsWith(`node_modules/${name}`))),
    [],
  )
})

test('no package is bound to the registry that it was once loaded from', () => {
  assert.ok(packages.length > 100)
  assert.deepEqual(
    packages.filter(([, { resolved, link }]) => resolved !== undefined && !link).map(([path]) => path),
    [],
  )
})
