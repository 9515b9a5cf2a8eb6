import assert from 'node:assert/strict'
import type { TestServer } from '../../testing/test-server.ts'

/** Asks a route of questions with a key: `ask` answers whatever comes, `answered` what must be an answer. */
export function askingOf<Question extends object, Answer>(server: TestServer, path: string, key: string) {
  async function ask(question: object) {
    const answer = await server.fetch(path, {
      method: 'POST',
      headers: { 'syllable-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify(question),
    })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  async function answered(question: Question) {
    const { status, body } = await ask(question)
    assert.equal(status, 200, JSON.stringify(body))
    return body as Answer
  }
  return { ask, answered }
}
