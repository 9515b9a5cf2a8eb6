import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../event/errors.ts'
import { invalidQuery, problemOf } from './problems.ts'

test('a bug tells its caller nothing but the request id', () => {
  assert.deepEqual(problemOf(new TypeError('secret detail'), 'r1'), {
    status: 500,
    body: { detail: 'Something went wrong here. The log has more under this request_id.', request_id: 'r1' },
  })
  assert.equal(problemOf('not even an error', 'r1').status, 500)
})

test('a passing fault is a 503 or 429 that says when to come back', () => {
  const down = problemOf(new AppError('unavailable', 'The engine is starting'), 'r1')
  assert.deepEqual([down.status, down.retryAfterSeconds], [503, 2])
  const busy = problemOf(new AppError('overloaded', 'Too much', { retryAfterSeconds: 7 }), 'r1')
  assert.deepEqual([busy.status, busy.retryAfterSeconds], [429, 7])
})

test('a query that does not fit is a 422 with the place of every problem', () => {
  assert.deepEqual(problemOf(invalidQuery('search_fields', 'Is longer than search_field_values'), 'r1'), {
    status: 422,
    body: {
      detail: [{ loc: ['query', 'search_fields'], msg: 'Is longer than search_field_values', type: 'value_error' }],
    },
  })
})

test('only what a plugin says about the sender is passed on: a 5xx of its own is a bug', () => {
  const of = (statusCode: number) => problemOf(Object.assign(new Error('said so'), { statusCode }), 'r1')
  assert.deepEqual([of(415).status, of(415).body.detail], [415, 'said so'])
  assert.equal(of(500).status, 500)
  assert.notEqual(of(503).body.detail, 'said so')
})
