import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keysOf, leavesOf, leavesText, pathOf } from './leaves.ts'

const textOf = (json: string) => leavesText(JSON.parse(json) as object, json)

test('every plain value has a path, which arrays and nesting lengthen alike', () => {
  assert.deepEqual(leavesOf({ a: { b: [1, { c: true }, [null, 'x']] }, 'd.e': '', f: {}, g: [] }), [
    { path: 'a.b', value: 1 },
    { path: 'a.b.c', value: true },
    { path: 'a.b', value: 'x' },
    { path: 'd\\.e', value: '' },
  ])
  assert.equal(pathOf(['a', 'b.c', 'd\\e']), 'a.b\\.c.d\\\\e')
  for (const keys of [['a', 'b.c', 'd\\e'], [''], ['', ''], ['.', '\\.', '😀'], ['a\n', '.b.']])
    assert.deepEqual(keysOf(pathOf(keys)), keys)
})

test('as one text, each leaf says where it begins, what it is, and where it ends', () => {
  assert.equal(textOf('{}'), '')
  assert.equal(textOf('{"a":null}'), '')
  assert.equal(textOf('{"a":"x","n":1.50,"ok":false}'), '\x01a\x02x\x01n\x031.5\x01ok\x04false\x01')
  assert.equal(textOf('{"n":[1e400,-0]}'), '\x01n\x03Infinity\x01n\x030\x01')
})

test('no key or value can pretend to be several', () => {
  assert.equal(textOf('{"a\\u0002b":"x\\u0001c\\u0003"}'), '\x01a\ufffdb\x02x\ufffdc\ufffd\x01')
  assert.equal(textOf('{"__proto__":{"x":1}}'), '\x01__proto__.x\x031\x01')
})
