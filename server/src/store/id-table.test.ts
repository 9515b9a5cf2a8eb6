import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hashId, type IdHash } from './id-hash.ts'
import { IdTable } from './id-table.ts'

describe('a table of ids', () => {
  test('it holds every id that was added until it is full, and in a million others finds none of them', () => {
    const table = new IdTable(100_000)
    for (let id = 0; !table.isFull; id++) table.add(hashId('default', `e${id}`))
    for (let id = 0; id < 100_000; id++) assert.ok(table.holds(hashId('default', `e${id}`)), `e${id}`)
    let mistaken = 0
    for (let id = 0; id < 1_000_000; id++) if (table.holds(hashId('other', `e${id}`))) mistaken++
    // One is expected in 500 runs of this test, two in 500,000.
    assert.ok(mistaken <= 1, `${mistaken} were taken for ids that were added`)
  })

  test('an id added again takes no more room', () => {
    const table = new IdTable(2)
    for (let time = 0; time < 10; time++) table.add(hashId('default', 'e1'))
    assert.equal(table.isFull, false)
    table.add(hashId('default', 'e2'))
    assert.equal(table.isFull, true)
  })

  test('ids are told apart that share half of their hash, also where that half is 0', () => {
    for (const low of [0, 1, 0xffff_ffff]) {
      const table = new IdTable(3000)
      const ids = Array.from({ length: 2000 }, (_, at): IdHash => ({ high: at * 2_000_003, low }))
      for (const id of ids.slice(0, 1000)) table.add(id)
      assert.ok(ids.slice(0, 1000).every((id) => table.holds(id)))
    }
    const table = new IdTable(3000)
    for (let low = 0; low < 1000; low++) table.add({ high: 7, low: low * 2 })
    // 0 stands for empty, so 1 stands for both.
    for (let low = 1; low < 1000; low++) assert.equal(table.holds({ high: 7, low: low * 2 + 1 }), false)
    for (let low = 0; low < 1000; low++) assert.ok(table.holds({ high: 7, low: low * 2 }))
  })

  test('it takes what is said of it', () => {
    assert.equal(new IdTable(3_000_000).bytes, 16_000_000)
  })
})
