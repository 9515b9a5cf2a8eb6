import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Output } from '../surroundings.ts'
import { cut, displayWidth, wrap } from './display-width.ts'
import { bytes, count, counted, span } from './figures.ts'
import { harmless } from './harmless.ts'
import { createPace } from './pace.ts'
import { paintFor } from './paint.ts'
import { barText, createProgressDisplay } from './progress-bar.ts'
import { readableLine } from './readable-log.ts'
import { fitted, tableText } from './table.ts'
import { dateAndTime, duration } from './times.ts'

function output(isTerminal: boolean, columns = 80): Output & { text: string } {
  return {
    text: '',
    isTerminal,
    columns: () => columns,
    async write(text) {
      this.text += text
    },
  }
}

const plain = paintFor(output(false), {})

describe('text from events in a terminal', () => {
  test('nothing in it acts: escapes, bells, carriage returns and directions become visible', () => {
    assert.equal(harmless('a\x1b[31mred\x07\x9b\u202eevil\r\nnext\ttab\x7f'), 'a␛[31mred␇\\u009b\\u202eevil next tab␡')
    assert.equal(harmless('one\r\ntwo\n\tthree\x1b', { keepLineBreaks: true }), 'one\ntwo\n  three␛')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be left
        assert.doesNotMatch(harmless(text), /[\x00-\x1f\x7f-\x9f\u202a-\u202e]/)
      }),
    )
  })

  test('wide characters count twice, and nothing is cut in the middle of one', () => {
    assert.equal(displayWidth('日本 a🙂é'), 4 + 1 + 1 + 2 + 1)
    assert.equal(cut('日本語', 5), '日本…')
    assert.equal(cut('日本語', 4), '日…')
    assert.equal(cut('short', 5), 'short')
    assert.equal(cut('👩‍👩‍👧 family', 3), '👩‍👩‍👧…')
  })

  test('wrapped lines fit, and lose nothing but the spaces where they break', () => {
    assert.deepEqual(wrap('the quick brown fox', 9), ['the quick', 'brown fox'])
    assert.deepEqual(wrap('one\n\ntwo', 9), ['one', '', 'two'])
    assert.deepEqual(wrap('abcdefghij kl', 4), ['abcd', 'efgh', 'ij', 'kl'])
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '日', '🙂', ' ') })),
        fc.integer({ min: 2, max: 12 }),
        (words, columns) => {
          const text = words.join(' ')
          const lines = wrap(text, columns)
          for (const line of lines) assert.ok(displayWidth(line) <= columns, `${JSON.stringify(line)} in ${columns}`)
          assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
        },
      ),
    )
  })
})

describe('a table', () => {
  const columns = [
    { title: 'id', text: (row: string[]) => row[0] as string },
    { title: 'figure', text: (row: string[]) => row[1] as string, align: 'right' as const },
    { title: 'text', text: (row: string[]) => row[2] as string },
  ]
  const rows = [
    ['a', '1', 'x'.repeat(100)],
    ['bb', '1,234', 'line\nbreak'],
  ]

  test('fits a terminal, and takes from the widest column', () => {
    const text = tableText(columns, rows, output(true, 40), plain)
    assert.deepEqual(text.split('\n'), [
      'id  figure  text',
      `a        1  ${'x'.repeat(27)}…`,
      'bb   1,234  line break',
      '',
    ])
  })

  test('is whole in a pipe', () => {
    assert.ok(tableText(columns, rows, output(false, 40), plain).includes('x'.repeat(100)))
  })

  test('its columns together are never wider than the terminal, unless all are as narrow as they get', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 20, max: 120 }),
        (natural, max) => {
          const widths = fitted(
            natural,
            max,
            natural.map(() => 6),
          )
          const total = widths.reduce((sum, width) => sum + width, 0) + 2 * (widths.length - 1)
          assert.ok(total <= max || widths.every((width, index) => width <= 6 || width === natural[index]))
          assert.ok(widths.every((width, index) => width <= (natural[index] as number)))
        },
      ),
    )
  })
})

describe('colour', () => {
  test('is for terminals that want it', () => {
    assert.equal(paintFor(output(true), {}).red('x'), '\x1b[31mx\x1b[0m')
    assert.equal(paintFor(output(true), { NO_COLOR: '1' }).red('x'), 'x')
    assert.equal(paintFor(output(true), { TERM: 'dumb' }).red('x'), 'x')
    assert.equal(paintFor(output(false), {}).red('x'), 'x')
  })
})

describe('figures', () => {
  test('read as people say them', () => {
    assert.deepEqual([0, 3275, 1234567].map(count), ['0', '3,275', '1,234,567'])
    assert.deepEqual([counted(1, 'event'), counted(2, 'event')], ['1 event', '2 events'])
    assert.deepEqual([0.4, 9.96, 59.7, 200, 7500].map(span), [
      '0.4 s',
      '10 s',
      '1 min 00 s',
      '3 min 20 s',
      '2 h 05 min',
    ])
    assert.deepEqual([0, 412, 3449, 59_999, 125_000].map(duration), [
      '0 ms',
      '412 ms',
      '3.4 s',
      '1 min 00 s',
      '2 min 05 s',
    ])
    assert.deepEqual([0, 1023, 1536, 178 * 1024 ** 2].map(bytes), ['0 B', '1023 B', '1.5 kB', '178 MB'])
    assert.equal(dateAndTime('2026-03-02T14:06:54.206180Z'), '2026-03-02 14:06:54.206')
    assert.equal(dateAndTime('2026-03-02T14:06:54Z'), '2026-03-02 14:06:54.000')
  })

  test('a pace is that of the last seconds, not of the whole run', () => {
    const pace = createPace(0, 100)
    assert.equal(pace.perSecond(), 0)
    pace.note(1000, 200)
    assert.equal(pace.perSecond(), 100)
    for (let atMs = 2000; atMs <= 30_000; atMs += 1000) pace.note(atMs, 200 + atMs - 1000)
    assert.equal(pace.perSecond(), 1000)
  })
})

describe('progress', () => {
  const progress = { events: 1234, eventsPerSecond: 56.7, fraction: 0.5, secondsLeft: 12 }

  test('is a bar that is written over on a terminal', async () => {
    const terminal = output(true, 200)
    const display = createProgressDisplay(terminal)
    await display.show(progress)
    await display.say('hello')
    await display.end()
    assert.equal(barText(progress), `${'█'.repeat(15)}${'░'.repeat(15)} 50 %  1,234 events  57/s  12 s left`)
    assert.equal(terminal.text, `\r\x1b[K${barText(progress)}\r\x1b[Khello\n`)
  })

  test('says what is known where the end is not', () => {
    assert.equal(barText({ ...progress, fraction: null, secondsLeft: null }), '1,234 events  57/s')
  })

  test('leaves no escape sequence in a pipe', async () => {
    const pipe = output(false)
    const display = createProgressDisplay(pipe)
    await display.show(progress)
    await display.say('hello')
    await display.end()
    assert.equal(pipe.text, 'hello\n')
  })
})

test('a log line reads as time, level and sentence, and an error brings its reason', () => {
  const line = JSON.stringify({
    level: 50,
    time: 0,
    msg: 'Could not\x1b',
    err: { message: 'disk full', stack: 'Error: disk full\n  at x' },
  })
  assert.match(readableLine(line, plain), /^\d\d:\d\d:\d\d error Could not␛: disk full\nError: disk full\n {2}at x\n$/)
})
