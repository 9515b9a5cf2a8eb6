import assert from 'node:assert/strict'
import test from 'node:test'
import { msOfWall, offsetName, startOfDay, wallOf, zoneNamed } from './zone.ts'

const noon = Date.UTC(2026, 6, 1, 12)

test('a clock on the wall and an instant say each other', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia']) {
    for (let day = 0; day < 365; day++) {
      const ms = noon + day * 86_400_000
      assert.equal(msOfWall(wallOf(ms, zone), zone), ms, `${zone} ${new Date(ms).toISOString()}`)
    }
  }
  assert.equal(wallOf(noon, 'Europe/Berlin'), '2026-07-01T14:00:00')
})

test('of an hour that comes twice the first is meant, and one that never comes is the next', () => {
  assert.equal(msOfWall('2026-10-25T02:30:00', 'Europe/Berlin'), Date.UTC(2026, 9, 25, 0, 30))
  assert.equal(msOfWall('2026-03-29T02:30:00', 'Europe/Berlin'), Date.UTC(2026, 2, 29, 1, 30))
})

test('days begin at midnight, also when clocks were set in between', () => {
  const at = Date.UTC(2026, 2, 30, 12)
  assert.equal(startOfDay(at, 'Europe/Berlin'), Date.UTC(2026, 2, 29, 22))
  assert.equal(startOfDay(at, 'Europe/Berlin', 1), Date.UTC(2026, 2, 28, 23))
})

test('zones have their distance from UTC, and only known ones have a name', () => {
  assert.equal(offsetName(noon, 'Europe/Berlin'), 'UTC+2')
  assert.equal(offsetName(noon, 'America/St_Johns'), 'UTC−2:30')
  assert.equal(offsetName(noon, 'UTC'), 'UTC')
  assert.equal(zoneNamed('Mars/Olympus'), undefined)
  assert.equal(zoneNamed('Europe/Berlin'), 'Europe/Berlin')
})
