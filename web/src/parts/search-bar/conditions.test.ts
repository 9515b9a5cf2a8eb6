import assert from 'node:assert/strict'
import test from 'node:test'
import { conditionsOf, placeOfCondition, withOpposite, withoutCondition } from './conditions.ts'

const said = (q: string) => conditionsOf(q)?.map(({ name, verb, value }) => `${name} ${verb} ${value}`.trim())

test('conditions are said in words', () => {
  assert.deepEqual(said('type:lookup -user:mia refund -"a b" attributes.n>=5'), [
    'type is lookup',
    'user_id is not mia',
    'words have refund',
    'words lack a b',
    'n >= 5',
  ])
  assert.deepEqual(said('type:(a OR b*) conversation:* -session:* description:x view:slow'), [
    'type is any of a, b…',
    'conversation_id is set',
    'session_id is not set',
    'description has x',
    'view is slow',
  ])
  assert.deepEqual(said('(type:a OR refund) -(type:a type:b)'), ['where type:a OR refund', 'none of type:a type:b'])
  assert.deepEqual(said('type:a OR type:b'), ['where type:a OR type:b'])
  assert.equal(conditionsOf('type:(a'), undefined)
})

test('a condition is removed and turned into its opposite without a change to the others', () => {
  const q = 'type:lookup (a OR b) -user_id:mia'
  assert.equal(withoutCondition(q, 1), 'type:lookup -user_id:mia')
  assert.equal(withoutCondition('type:a', 0), undefined)
  assert.equal(withOpposite(q, 1), 'type:lookup -(a OR b) -user_id:mia')
  assert.equal(withOpposite(q, 2), 'type:lookup (a OR b) user_id:mia')
  assert.equal(withOpposite('a OR b', 0), '-(a OR b)')
})

test('a condition is edited where it stands, at its value', () => {
  for (const [q, index, value] of [
    ['type:lookup -user:mia', 1, 'mia'],
    ['refund type:(a OR b)', 1, '(a OR b)'],
    ['x attributes."a.b: c".d>=10 y', 1, '10'],
    ['x (a:b OR c) y', 1, '(type:b OR c)'],
    ['x "a b"', 1, '"a b"'],
  ] as const) {
    const { text, from, to } = placeOfCondition(q.replace('a:b', 'type:b'), index)
    assert.equal(text.slice(from, to), value, q)
  }
})
