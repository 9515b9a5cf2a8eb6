import assert from 'node:assert/strict'
import test from 'node:test'
import { eventFieldSet } from '@occur/client/filter'
import { atCaret } from './caret.ts'

/** What stands at the `|`. */
function at(marked: string) {
  const caret = marked.indexOf('|')
  return atCaret(marked.replace('|', ''), caret, eventFieldSet)
}

test('a condition begins at the start, behind a space, a bracket and a minus', () => {
  for (const text of ['|', 'type:a |', '(|', '-|', 'type:(a OR b) |']) {
    const found = at(text)
    assert.equal(found.kind, 'condition', text)
    assert.equal('typed' in found && found.typed, '', text)
  }
})

test('what is written of a name or word can be gone on with, and is replaced as a whole', () => {
  assert.deepEqual(at('type:a ca| x'), { kind: 'condition', typed: 'ca', from: 7, to: 9 })
  assert.deepEqual(at('-at|tri'), { kind: 'condition', typed: 'at', from: 1, to: 6 })
  assert.deepEqual(at('attributes.du|'), {
    ...{ kind: 'operator', field: { name: 'attributes', path: ['du'] }, type: 'attributes' },
    ...{ typed: 'attributes.du', from: 0, to: 13 },
  })
})

test('behind a field stands its value, wherever the caret is in it; the other conditions go without it', () => {
  const found = at('source:x -type:lo|ok refund')
  assert.equal(found.kind, 'value')
  assert.ok(found.kind === 'value')
  assert.deepEqual(
    [found.field.name, found.typed, found.from, found.to, found.others],
    ['type', 'lo', 15, 19, 'source:x  refund'],
  )
  const quoted = at('user:"a b|')
  assert.ok(quoted.kind === 'value')
  assert.deepEqual([quoted.field.name, quoted.typed, quoted.from, quoted.to], ['user_id', 'a b', 5, 9])
})

test('a list has values of its field, and an OR between them', () => {
  const [first, second, between] = [at('type:(|'), at('x type:(a OR b|) y'), at('type:(a |')]
  assert.ok(first.kind === 'value' && second.kind === 'value' && between.kind === 'value')
  assert.deepEqual([first.typed, first.needsOr], ['', false])
  assert.deepEqual([second.typed, second.others, second.needsOr], ['b', 'x  y', false])
  assert.equal(between.needsOr, true)
})

test('views are named behind view:', () => {
  assert.deepEqual(at('-view:fa|'), { kind: 'view', typed: 'fa', from: 6, to: 8 })
})

test('what is no field of these, quoted words and the middle of a name have nothing to offer', () => {
  for (const text of ['tpye:a|', '"two wor|', 'ty|pe:a', 'a O|R b']) assert.equal(at(text).kind, 'none', text)
})
