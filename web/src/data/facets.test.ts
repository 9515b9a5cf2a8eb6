import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speaksOf, withoutField } from './facets.ts'

test('what a filter says of a field is found, also in the negative, but not within alternatives', () => {
  assert.equal(speaksOf('type:a session:b', 'type'), true)
  assert.equal(speaksOf('-type:a', 'type'), true)
  assert.equal(speaksOf('attributes.ok:false', 'attributes.ok'), true)
  assert.equal(speaksOf('(type:a OR session:b)', 'type'), false)
  assert.equal(speaksOf('type:(a', 'type'), false)
  assert.equal(speaksOf(undefined, 'type'), false)
})

test('what a filter says of a field can be left out, and nothing else goes', () => {
  assert.equal(withoutField('type:a source:b -type:c', 'type'), 'source:b')
  assert.equal(withoutField('type:a', 'type'), undefined)
  assert.equal(withoutField('(type:a OR source:b)', 'type'), 'type:a OR source:b')
  assert.equal(withoutField('type:(a', 'type'), 'type:(a')
})
