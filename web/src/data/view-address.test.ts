import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { View } from '@occur/client/protocol'
import { hrefOfView } from './view-address.ts'

const view = (rest: Partial<View>): View => ({
  ...{ name: 'a.b-c', of: 'events', q: 'type:a', created_at: '', changed_at: '', version: 1 },
  ...rest,
})

test('a view is looked at in the list of what it is of, over its time', () => {
  assert.equal(hrefOfView(view({})), '/explore?q=view:a.b-c')
  assert.equal(hrefOfView(view({ of: 'sessions', range: '-7d' })), '/sessions?q=view:a.b-c&range=-7d')
  assert.equal(hrefOfView(view({ of: 'users' })), '/people?q=view:a.b-c')
})

test('one that asks a question is looked at where questions are asked', () => {
  assert.match(hrefOfView(view({ question: { kind: 'measure', group_by: ['type'] } })), /^\/insights\?.*by=type/)
})
