import assert from 'node:assert/strict'
import test from 'node:test'
import { ExactNumber } from './json.ts'
import { attributeTerm, sideOfTerm, withoutTerm, withTerm } from './terms.ts'

test('a term joins the filter, quoted where it must be', () => {
  assert.equal(withTerm(undefined, 'type', 'lookup'), 'type:lookup')
  assert.equal(withTerm('refund', 'description', 'a "b" c'), 'refund description:"a \\"b\\" c"')
  assert.equal(withTerm('a OR b', 'user', '+18'), '(a OR b) user_id:+18')
  assert.equal(withTerm('type:a', 'type', 'b', true), 'type:a -type:b')
})

test('a second value of a field is one more of those that it may have', () => {
  assert.equal(withTerm('x type:a y', 'type', 'b'), 'x type:(a OR b) y')
  assert.equal(withTerm('type:(a OR b)', 'type', 'b'), 'type:(a OR b)')
  assert.equal(withTerm('type:a*', 'type', 'b'), 'type:a* type:b')
})

test('what is said against a term is taken back by it, and the other way round', () => {
  assert.equal(withTerm('-type:a x', 'type', 'a'), 'x type:a')
  assert.equal(withTerm('type:(a OR b)', 'type', 'a', true), 'type:b -type:a')
  assert.equal(withTerm('type:a', 'type', 'a', true), '-type:a')
})

test('no value can be asked for as well', () => {
  assert.equal(withTerm(undefined, 'user_id', null), '-user_id:*')
  assert.equal(withTerm('-user_id:*', 'user_id', null, true), 'user_id:*')
  assert.equal(withoutTerm('x -user_id:*', 'user_id', null), 'x')
})

test('a term leaves the filter wherever it stands by itself or among values', () => {
  assert.equal(withoutTerm('type:a', 'type', 'a'), undefined)
  assert.equal(withoutTerm('type:(a OR b OR c)', 'type', 'b'), 'type:(a OR c)')
  assert.equal(withoutTerm('-type:a y', 'type', 'a', true), 'y')
  assert.equal(withoutTerm('type:a OR y', 'type', 'a'), 'type:a OR y')
})

test('which side of a filter a term stands on', () => {
  assert.equal(sideOfTerm('type:(a OR b) -source:x', 'type', 'b'), 'in')
  assert.equal(sideOfTerm('type:(a OR b) -source:x', 'source', 'x'), 'out')
  assert.equal(sideOfTerm('type:(a OR b) -source:x', 'type', 'c'), undefined)
})

test('a filter that is not understood keeps its text', () => {
  assert.equal(withTerm('type:(a', 'user_id', 'mia'), 'type:(a user_id:mia')
  assert.equal(withoutTerm('type:(a', 'type', 'a'), 'type:(a')
})

test('attributes are named with their path, and numbers keep their text', () => {
  assert.deepEqual(attributeTerm(['a.b', 'c'], new ExactNumber('1.50')), { field: 'attributes."a.b".c', value: '1.50' })
  assert.deepEqual(attributeTerm(['ok'], false), { field: 'attributes.ok', value: 'false' })
  assert.equal(withTerm(undefined, 'attributes."a.b".c', '1.50'), 'attributes."a.b".c:1.50')
})
