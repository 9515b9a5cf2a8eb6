import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

describe('the description of the API', () => {
  let server: TestServer
  let document: {
    openapi: string
    paths: Record<string, Record<string, { summary: string; security: unknown[]; responses: Record<string, unknown> }>>
  }
  before(async () => {
    server = await startTestServer()
    document = (await (await fetch(`${server.url}/openapi.json`)).json()) as typeof document
  })
  after(() => server.stop())

  test('is a valid OpenAPI 3.1 document', async () => {
    assert.equal(document.openapi, '3.1.0')
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    assert.ok(valid, JSON.stringify(errors, null, 1))
  })

  test('says of every operation what it is for, who may, and what comes back', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
    )
    assert.ok(operations.length >= 8, 'there is something to look at')
    for (const { name, summary, security, responses } of operations) {
      assert.ok(summary, name)
      assert.ok(Array.isArray(security), name)
      assert.ok(
        Object.keys(responses).some((status) => status.startsWith('2')),
        name,
      )
    }
    assert.equal(document.paths['/api/v1/whoami']?.get?.security.length, 2)
    assert.equal(document.paths['/healthz']?.get?.security.length, 0)
  })

  test('is a page too, with every operation, no script and nothing inline', async () => {
    const answer = await fetch(`${server.url}/docs`)
    assert.equal(answer.status, 200)
    const page = await answer.text()
    for (const path of Object.keys(document.paths)) assert.ok(page.includes(`<code>${path}</code>`), path)
    assert.doesNotMatch(page, /<script|<style| style=| on\w+=|https?:\/\//)
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length, 'no id twice')
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), `#${target}`)
  })
})
