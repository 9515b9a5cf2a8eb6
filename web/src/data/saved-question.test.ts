import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseSearch } from '../search-params.ts'
import { insightSearchOf } from './insight-search.ts'
import { definitionOfSearch, isSameQuestion, searchOfView } from './saved-question.ts'

describe('a question that is saved', () => {
  const facts = { name: 'v', created_at: '', changed_at: '', version: 1 }
  const search = (address: string) => insightSearchOf(parseSearch(address))

  test('is the same when it is opened again', () => {
    for (const address of [
      '',
      '?q=source:tool-call&range=-7d&by=source_id&measure=p95:attributes.ms&interval=day&compare=previous&chart=bar&top=5',
      '?chart=number&from=2026-03-01T00:00:00.000Z&to=2026-03-02T00:00:00.000Z&tz=Europe/Berlin',
      '?chart=table&by=type',
      '?chart=bar&interval=auto&range=-7d',
      '?chart=bar&interval=auto',
      '?kind=funnel&step=type:a&step=type:b&tz=Europe/Berlin',
      '?kind=funnel&q=category:x&step=type:a&step=type:b&name=2:handed+over&window=3600&within=user&by=source',
      '?kind=paths&start=type:a&direction=before&depth=4&by=source&within=conversation',
      '?kind=transfers&by=agent&preceding=0&range=today',
    ]) {
      const asked = search(address)
      const view = { ...facts, ...definitionOfSearch(asked) }
      assert.ok(isSameQuestion(asked, view), `${address}\n${JSON.stringify([asked, searchOfView(view)])}`)
      assert.equal(searchOfView(view)?.view, 'v')
    }
  })

  test('is another one once any part of it is changed, but not when drop-outs are looked at', () => {
    const asked = search('?kind=funnel&step=type:a&step=type:b')
    const view = { ...facts, ...definitionOfSearch(asked) }
    assert.ok(isSameQuestion({ ...asked, drop: 1, view: 'v' }, view))
    for (const change of [{ window: 60 }, { q: 'type:c' }, { range: '-7d' }, { step: ['type:b', 'type:a'] }])
      assert.ok(!isSameQuestion({ ...asked, ...change }, view), JSON.stringify(change))
  })

  test('is the same on whichever clock it is looked at, unless it names one', () => {
    const asked = search('?chart=bar&interval=day&range=-7d')
    const view = { ...facts, ...definitionOfSearch(asked) }
    assert.ok(isSameQuestion({ ...asked, tz: 'Asia/Tokyo' }, view))
    const zoned = { ...asked, tz: 'Europe/Berlin' }
    assert.ok(!isSameQuestion({ ...zoned, tz: 'Asia/Tokyo' }, { ...facts, ...definitionOfSearch(zoned) }))
  })

  test('a view without a question is none', () => {
    assert.equal(searchOfView({ name: 'v', q: 'type:a' }), undefined)
  })
})
