import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

const browser = { accept: 'text/html,application/xhtml+xml' }

describe('the UI', () => {
  let server: TestServer
  let webFolder: string
  before(async () => {
    const root = mkdtempSync(join(tmpdir(), 'occur-web-'))
    writeFileSync(join(root, 'secret.txt'), 'secret')
    webFolder = join(root, 'dist')
    mkdirSync(join(webFolder, 'assets'), { recursive: true })
    writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>Occur</title>')
    writeFileSync(join(webFolder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    writeFileSync(join(webFolder, 'assets', 'index-abc123.js'), 'export {}')
    server = await startTestServer({ webFolder })
  })
  after(async () => {
    await server.stop()
    rmSync(join(webFolder, '..'), { recursive: true })
  })

  const get = (path: string, headers: Record<string, string> = browser) => fetch(server.url + path, { headers })

  test('answers every address that a person opens with its one page, which is never stale', async () => {
    for (const path of ['/', '/sessions', '/sessions/a%2Fb/', '/sessions/a/b?x=1', '/events/v1.2']) {
      const answer = await get(path)
      assert.equal(answer.status, 200, path)
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
      assert.equal(answer.headers.get('cache-control'), 'no-cache')
      assert.match(await answer.text(), /<title>Occur/)
    }
  })

  test('keeps its hashed files for ever and the others until asked again', async () => {
    const hashed = await get('/assets/index-abc123.js')
    assert.equal(hashed.status, 200)
    assert.match(hashed.headers.get('content-type') ?? '', /javascript/)
    assert.equal(hashed.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal((await get('/favicon.svg', {})).headers.get('cache-control'), 'no-cache')
  })

  test('is strict about what a page may load, and is in no frame', async () => {
    for (const path of ['/', '/docs', '/sign-in?token=x', '/assets/index-abc123.js']) {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy') ?? ''
      for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
        assert.ok(policy.includes(rule), `${path}: ${policy}`)
      }
      assert.doesNotMatch(policy, /unsafe|\*|https?:/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('referrer-policy'), 'no-referrer')
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
      assert.equal(headers.get('strict-transport-security'), null, 'over http')
    }
    for (const method of ['GET', 'POST']) {
      const { headers } = await fetch(`${server.url}/api/v1/whoami`, { method })
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('cache-control'), 'no-store')
    }
  })

  test('is not what a program gets for a wrong address', async () => {
    for (const path of ['/api/v1/nothing', '/api/', '/v1/logs', '/docs/nothing', '/assets/gone.js']) {
      const answer = await get(path)
      assert.equal(answer.status, 404, path)
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
      const { detail } = (await answer.json()) as { detail: string }
      assert.match(detail, /There is no GET/)
    }
    assert.equal((await get('/sessions', { accept: 'application/json' })).status, 404)
    assert.equal((await get('/gone.png', { accept: 'image/*,*/*' })).status, 404)
    assert.equal((await fetch(`${server.url}/sessions`, { method: 'POST' })).status, 404)
  })

  test('never leaves its folder, whatever the path says', async () => {
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '//secret.txt',
      '/assets/index-abc123.js%00.txt',
      '/assets/',
      '/.%2e/.%2e/etc/passwd',
      'http://elsewhere.example/../secret.txt',
      '*',
      '/%',
      '/%ff.txt',
      `/${'a/'.repeat(2000)}`,
    ]) {
      const { status, body } = await raw(path)
      assert.ok([200, 400, 403, 404].includes(status), `${path}: ${status}`)
      assert.doesNotMatch(body, /^secret|root:/, path)
    }
    assert.equal((await get('/')).status, 200)
  })

  /** As it is: `fetch` would tidy the path up. */
  function raw(path: string): Promise<{ status: number; body: string }> {
    const { hostname, port } = new URL(server.url)
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path, headers: browser, agent: false }, (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          body += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
      })
      sent.on('error', reject)
      sent.end()
    })
  }
})

test('before the UI is built, a page says what to do', async (t) => {
  const server = await startTestServer({ webFolder: join(tmpdir(), 'occur-no-such-folder') })
  t.after(() => server.stop())
  const answer = await fetch(server.url, { headers: browser })
  assert.equal(answer.status, 503)
  assert.match(await answer.text(), /npm run build/)
  const style = await fetch(`${server.url}/docs/style.css`)
  assert.match(style.headers.get('content-type') ?? '', /^text\/css/)
})
