import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { View } from '@occur/client/protocol'
import { usersOfView } from './view-users.ts'

const view = (name: string, rest: Partial<View>): View => ({
  name,
  of: 'events',
  q: '',
  created_at: '',
  changed_at: '',
  version: 1,
  ...rest,
})

test('the views that name one are found, wherever they name it, and no others', () => {
  const views = [
    view('failed', { q: 'attributes.ok:false' }),
    view('filter', { q: 'type:a -view:(x OR FAILED)' }),
    view('sessions', { of: 'sessions', q: 'duration>3 view:failed' }),
    view('funnel', { question: { kind: 'funnel', steps: [{ q: 'type:a' }, { q: 'view:failed' }] } }),
    view('paths', { question: { kind: 'paths', start: 'view:failed', by: 'type' } }),
    view('words', { q: '"view:failed" failed view:failed-too' }),
  ]
  assert.deepEqual(
    usersOfView({ name: 'Failed' }, views).map(({ name }) => name),
    ['filter', 'sessions', 'funnel', 'paths'],
  )
})
