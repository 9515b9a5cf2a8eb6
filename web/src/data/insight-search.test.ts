import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseSearch, stringifySearch } from '../search-params.ts'
import { insightSearchOf, measureOf, stepsOf, textOfMeasure, withSteps } from './insight-search.ts'

describe('a question in the address', () => {
  const restored = (address: string) => stringifySearch({ ...insightSearchOf(parseSearch(address)) })

  test('is restored whole', () => {
    for (const address of [
      '?q=source:tool-call&range=-7d&by=source_id&by=attributes.ok&measure=count&measure=p95:attributes.ms&interval=day&compare=previous&chart=bar',
      '?kind=funnel&by=attributes.channel&step=type:a&step=type:b+OR+type:c&name=2:handed+over&window=3600&within=user&drop=1',
      '?kind=paths&by=source&start=type:a&direction=before&depth=4',
      '?kind=transfers&by=agent&preceding=0',
      '?view=slow&top=20',
    ]) {
      const asMap = (text: string) => [...new URLSearchParams(text)].sort().map(String)
      assert.deepEqual(asMap(restored(address)), asMap(address))
    }
  })

  test('leaves out what makes no sense, and what is of another kind of question', () => {
    const search = insightSearchOf(
      parseSearch(
        '?measure=rubbish&measure=p101:a&interval=second&chart=pie&top=0&depth=3&step=type:a&by=a&by=b&by=c&by=d',
      ),
    )
    const said = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
    assert.deepEqual(said, { by: ['a', 'b', 'c'] })
  })

  test('names every measure in a text, and back', () => {
    for (const text of [
      'count',
      'distinct:session_id',
      'average:attributes.a:b',
      'p99.9:attributes.ms',
      'p100:attributes.ms',
    ]) {
      const measure = measureOf(text)
      assert.ok(measure, text)
      assert.equal(textOfMeasure(measure), text)
    }
    for (const text of ['', 'count:x', 'p', 'p:attributes.ms', 'p101:x', 'toString:x', 'percentile:x', 'sum:'])
      assert.equal(measureOf(text), undefined, text)
  })

  test('keeps the names of steps with their steps', () => {
    const steps = [
      { q: 'type:a', name: undefined },
      { q: 'type:b', name: '2: handed:over' },
    ]
    assert.deepEqual(stepsOf(withSteps(steps)), steps)
  })
})
