import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { faultsOf, openUi, type Ui, visit, whyNoBrowser } from './browser.ts'
import { call, post, send } from './example-events.ts'

describe('the UI, with care', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
  })
  after(() => ui?.end())

  test('texts that look like code stay texts, on every screen', async () => {
    const evil = `<script>window.evil = 1</script><img src=x onerror="window.evil = 2">`
    const facts = {
      session_id: `${evil}/"?#`,
      user_id: evil,
      conversation_id: evil,
      timestamp: new Date().toISOString(),
    }
    await send(ui.server, [
      {
        ...facts,
        type: 'user-message',
        category: 'conversation',
        description: evil,
        attributes: { text: evil, [evil]: evil },
      },
      {
        ...facts,
        type: evil,
        source: 'tool-call',
        source_id: evil,
        attributes: { arguments: evil, result: `{"${'x'.repeat(10_000)}":1}` },
      },
      { ...facts, type: 'note', description: `\u202e${'w'.repeat(10_000)}` },
    ])
    const session = `/sessions/${encodeURIComponent(facts.session_id)}`
    for (const path of ['/live', '/events', '/sessions', '/conversations', session]) {
      await ui.journey(path, async (page) => {
        await page.getByText(evil).first().waitFor()
        assert.equal(await page.evaluate('window.evil'), undefined)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
      })
    }
    await ui.journey(session, async (page) => {
      await page.getByRole('button', { name: '<script>' }).click()
      await page.getByRole('region', { name: 'Arguments' }).getByText(evil).waitFor()
    })
  })

  test('attributes are shown as they were sent, also what a double cannot hold', async () => {
    const attributes = '{"big":123456789012345678901234567890,"huge":1e400,"money":1.50,"__proto__":{"a":null}}'
    const body = `{"event_id":"exact","timestamp":"2026-03-02T14:00:00Z","type":"exact","attributes":${attributes}}`
    await post(ui.server, body)
    await ui.journey('/events?event=exact', async (page) => {
      const panel = page.getByRole('complementary', { name: 'Event' })
      for (const text of ['123456789012345678901234567890', '1e400', '1.50', '__proto__']) {
        await panel.getByText(text, { exact: true }).waitFor()
      }
      await panel.getByRole('button', { name: 'JSON', exact: true }).click()
      const shown = (await panel.locator('pre').textContent()) ?? ''
      assert.equal(shown.replace(/\s/g, ''), attributes)
    })
  })

  test('no screen has an accessibility fault, in light and dark, wide and narrow', async () => {
    // Narrowed to a few rows: a hundred alike have no other faults, and take a hundred times as long to look at.
    const lists = ['live', 'events', 'sessions', 'conversations'].map((name) => `/${name}?q=user_id:%2B18042221111`)
    const screens = [...lists, '/sessions/call-2', '/settings', '/nowhere']
    const opened = '/events?q=session_id:call-1&event=call-1-3'
    for (const theme of ['light', 'dark'] as const) {
      // The colours are the same at every width.
      for (const width of theme === 'light' ? [1280, 390] : [1280]) {
        for (const path of [...screens, opened]) {
          await ui.journey(
            path,
            async (page) => {
              await page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog')).first().waitFor()
              await page.locator('[role=status]:has-text("Loading")').waitFor({ state: 'detached' })
              if (path === opened) await page.getByText('find_slot').last().waitFor()
              assert.deepEqual(await faultsOf(page), [], `${path} ${theme} ${width}`)
            },
            { theme, width },
          )
        }
      }
      const { page, context } = await visit(ui.browser, ui.server.url, { theme })
      await page.goto('/')
      await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
      assert.deepEqual(await faultsOf(page), [], `sign-in ${theme}`)
      await context.close()
    }
  })

  test('every screen fits into 360 pixels', async () => {
    for (const path of ['/live', '/events', '/sessions', '/sessions/call-2', '/conversations', '/settings']) {
      await ui.journey(
        path,
        async (page) => {
          await page.getByRole('heading', { level: 1 }).first().waitFor()
          const isWider = 'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth'
          assert.equal(await page.evaluate(isWider), false, path)
        },
        { width: 360 },
      )
    }
  })

  test('the first screen takes at most 200 kB of script', async () => {
    const { page, context } = await visit(ui.browser, ui.server.url, { key: ui.server.key })
    const scripts = new Map<string, Promise<Buffer>>()
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body())
    })
    // Its clock goes on only by our hand, so that what is loaded at leisure is not loaded yet however slow the machine is.
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 1000)
    await page.goto('/live')
    while ((await page.locator('[data-row-link]').count()) === 0) await page.clock.runFor(20)
    const loaded = await Promise.all(scripts.values())
    const bytes = loaded.reduce((sum, script) => sum + gzipSync(script).length, 0)
    assert.ok(loaded.length > 2)
    assert.ok(bytes <= 200_000, `${bytes} bytes`)
    await context.close()
  })

  test('a key that may only send is told so, in words', async () => {
    const answer = await fetch(`${ui.server.url}/api/v1/keys/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${ui.server.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'sender', scopes: ['ingest'] }),
    })
    const { secret } = (await answer.json()) as { secret: string }
    for (const path of ['/events', '/sessions', '/live', '/sessions/call-1']) {
      await ui.journey(path, (page) => page.getByText('Your key may not read this').waitFor(), { key: secret })
    }
  })
})
