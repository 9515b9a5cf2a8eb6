import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hasQuick, toggleQuick } from './quick-filters.ts'

const errors = { name: 'Had errors', q: 'errors>0' }

describe('conditions that are wanted often', () => {
  test('are put behind what the filter says, and taken away again wherever they stand', () => {
    assert.equal(toggleQuick(undefined, errors), 'error_count>0')
    assert.equal(toggleQuick('type:lookup', errors), 'type:lookup error_count>0')
    assert.equal(toggleQuick('errors>0 type:lookup', errors), 'type:lookup')
    assert.equal(toggleQuick('error_count>0', errors), undefined)
  })

  test('are told from their like, and from what stands inside something else', () => {
    assert.equal(hasQuick('type:a errors>0', errors), true)
    assert.equal(hasQuick('errors>1', errors), false)
    assert.equal(hasQuick('-errors>0', errors), false)
    assert.equal(hasQuick('errors>0 OR type:a', errors), false)
    assert.equal(hasQuick(undefined, errors), false)
    assert.equal(toggleQuick('errors>0 OR type:a', errors), '(error_count>0 OR type:a) error_count>0')
  })

  test('leave alone what is not understood', () => {
    assert.equal(hasQuick('type:(', errors), undefined)
    assert.equal(toggleQuick('type:(', errors), 'type:(')
  })
})
