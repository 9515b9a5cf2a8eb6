import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineLibrary } from './engine-library.ts'

const way = /OCCUR_CLICKHOUSE_URL/

for (const [machine, name] of [
  [{ platform: 'win32', arch: 'x64', glibc: false }, /win32 x64.*WSL2/],
  [{ platform: 'linux', arch: 'x64', glibc: false }, /linux x64 with musl/],
  [{ platform: 'linux', arch: 'riscv64', glibc: true }, /linux riscv64/],
  [{ platform: 'freebsd', arch: 'x64', glibc: false }, /freebsd x64/],
] as const) {
  test(`a machine without a private engine (${machine.platform} ${machine.arch}) is told the way out`, () => {
    assert.throws(() => engineLibrary(machine), { name: 'AppError', code: 'unavailable', message: name })
    assert.throws(() => engineLibrary(machine), way)
  })
}

test('a machine whose engine was not installed is told its package and the way out', () => {
  // At most one of the two can be installed: npm leaves out what is made for another system.
  const other = process.platform === 'darwin' ? 'linux' : 'darwin'
  assert.throws(() => engineLibrary({ platform: other, arch: 'arm64', glibc: true }), /@chdb\/lib-.*not installed/)
  assert.throws(() => engineLibrary({ platform: other, arch: 'arm64', glibc: true }), way)
})
