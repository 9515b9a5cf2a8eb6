import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import {
  eventFieldSet,
  FilterError,
  type FilterView,
  parseFilter,
  sessionFieldSet,
  userFieldSet,
} from '@occur/client/filter'
import { matches } from './matches.ts'
import { parseTimestamp } from './timestamp.ts'

const page = readFileSync(new URL('../../../docs/filter.md', import.meta.url), 'utf8')
const now = parseTimestamp('2026-03-03T12:00:00Z') as bigint
const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!) as Record<string, unknown>
const event = {
  ...(Object.fromEntries(Object.keys(eventFieldSet).map((name) => [name, shown[name] ?? null])) as object),
  timestamp: parseTimestamp(shown.timestamp as string) as bigint,
  attributes: JSON.stringify(shown.attributes),
} as Parameters<typeof matches>[1]
/** Those that the page saves. */
const views = new Map(
  [...page.matchAll(/-d '(\{.*\})'/g)].map(([, body]) => {
    const view = JSON.parse(body!) as FilterView
    return [view.name, view]
  }),
)
/** What the page says of the session. */
const agentOf = () => /"agent": \{"id": "a-7", "name": "(\w+)"\}/.exec(page)![1]!
const parse = (filter: string) => parseFilter(filter, eventFieldSet, views)

describe('what the page about the filter language says is so', () => {
  const answers = rows(/^\| `(.+)` \|.*\| (yes|no) \|$/)
  assert.ok(answers.length > 30 && views.size > 0, 'the examples were found')
  for (const [filter, answer] of answers) {
    test(`${filter}: ${answer}`, () => assert.equal(matches(parse(filter), event, now, agentOf), answer === 'yes'))
  }

  const mistakes = rows(/^\| `(.+)` \| (.*) \|$/, section('Mistakes'))
  assert.ok(mistakes.length > 3, 'the mistakes were found')
  for (const [filter, message] of mistakes) {
    test(`${filter}: ${message}`, () => {
      assert.throws(
        () => parse(filter),
        (error) => error instanceof FilterError && error.message === message,
      )
    })
  }

  const sessions = rows(/^\| `(.+)` \| (.*) \|$/, section('Sessions and conversations'))
  assert.ok(sessions.length > 3, 'the filters of sessions were found')
  for (const [filter] of sessions) test(`${filter} is understood`, () => void parseFilter(filter, sessionFieldSet))

  const users = rows(/^\| `(.+)` \| (.*) \|$/, section('Users'))
  assert.ok(users.length > 2, 'the filters of users were found')
  for (const [filter] of users) test(`${filter} is understood`, () => void parseFilter(filter, userFieldSet))
})

function rows(pattern: RegExp, text = page): [string, string][] {
  return text.split('\n').flatMap((line) => {
    const [, filter, answer] = pattern.exec(line) ?? []
    return filter === undefined ? [] : [[filter, answer!]]
  })
}

function section(title: string): string {
  return page.split(/^## /m).find((part) => part.startsWith(title))!
}
