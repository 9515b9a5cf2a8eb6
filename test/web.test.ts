import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { EventInput } from '@occur/client/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { startBrowser, type VisitOptions, visit, whyNoBrowser } from './browser.ts'
import { createWorkplace, type Serving } from './occur-process.ts'

const realData = join(import.meta.dirname, '../../shared/data/airline-sessions.ndjson')
const builtUi = join(import.meta.dirname, '../web/dist/index.html')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('the UI in a browser', { skip: whyNoBrowser }, () => {
  let browser: Browser
  let server: Serving
  const workplace = createWorkplace()

  before(async () => {
    assert.ok(existsSync(builtUi), 'The UI is not built: run npm run build')
    browser = await startBrowser()
    server = await workplace.serve()
    await send(server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
  })
  after(async () => {
    await browser?.close()
    await workplace.end()
  })

  /** Runs the journey as somebody signed in, and fails with what the page complained about. */
  async function journey(path: string, go: (page: Page) => Promise<void>, options: VisitOptions = {}): Promise<void> {
    const { page, context, complaints } = await visit(browser, server.url, { key: server.key, ...options })
    await page.goto(path)
    await go(page)
    assert.deepEqual(complaints, [])
    await context.close()
  }

  test('who is not signed in is asked for a key, told when it is wrong, and led on when it is right', async () => {
    const { page, context, complaints } = await visit(browser, server.url)
    await page.goto('/sessions?order=asc')
    await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
    await page.getByLabel('Key', { exact: true }).fill('not-a-key')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').filter({ hasText: 'No such key' }).waitFor()
    await page.getByLabel('Key', { exact: true }).fill(server.key)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'call-1' }).first().waitFor()
    assert.match(page.url(), /\/sessions\?order=asc$/)
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')
    assert.equal(kept, '[{},{},""]')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('signing out leaves nothing on the screen', () =>
    journey('/events', async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      await page.getByRole('button', { name: /account menu/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
      assert.equal(await page.locator('[data-row-link]').count(), 0)
      await page.goBack()
      await page.goto('/events')
      await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
    }))

  test('events are narrowed by field, text and time, and the address keeps it all', () =>
    journey('/events', async (page) => {
      await addFilter(page, 'session_id', 'call-1')
      await page.getByText('7 events', { exact: true }).waitFor()
      await page.getByRole('searchbox', { name: 'Search descriptions' }).fill('Friday')
      await page.getByText('2 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: /Time range/ }).click()
      await page.getByLabel('From').fill('2026-03-02T14:00:05')
      await page.getByLabel('To, not included').fill('2026-03-02T15:00:00')
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.getByText('1 event', { exact: true }).waitFor()
      await page.reload()
      await page.getByText('1 event', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Remove filter session_id is call-1' }).click()
      await page.getByText('3 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Clear', exact: true }).click()
      await page.getByText('14 events', { exact: true }).waitFor()
      assert.equal(new URL(page.url()).search, '')
    }))

  test('a pressed value narrows the list, and so does an attribute inside an event', () =>
    journey('/events', async (page) => {
      await page.getByRole('button', { name: 'human-transfer' }).first().click()
      await page.getByText('2 events', { exact: true }).waitFor()
      await page.goto('/events?where=source_id:find_slot')
      await page.locator('[data-row-link]').first().click()
      await page.getByRole('button', { name: 'Only events with this ok' }).click()
      await page.getByText('1 event', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Remove filter ok is false' }).waitFor()
    }))

  test('an event opens beside the list with every field, and the keyboard goes on from there', () =>
    journey('/events?where=session_id:call-1&order=asc', async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary', { name: 'Event' })
      await panel.getByRole('heading', { name: 'session-start' }).waitFor()
      await page.keyboard.press('j')
      await panel.getByRole('heading', { name: 'user-message' }).waitFor()
      for (const text of ['call-1', 'ticket-call-1', '+18042221111', 'call-1-1', '2026-03-02T14:00:04Z']) {
        await panel.getByText(text, { exact: true }).first().waitFor()
      }
      await page.keyboard.press('Escape')
      await panel.waitFor({ state: 'detached' })
    }))

  test('long lists are turned over both ways, and a reload stays on its page', async () => {
    await send(server, series('pages', 250))
    await journey('/events?where=session_id:pages&order=asc', async (page) => {
      const first = () => page.locator('[data-row-link]').first().textContent()
      await page.getByText('1–100 of 250').waitFor()
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByText('101–200 of 250').waitFor()
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByText('201–250 of 250').waitFor()
      await page.reload()
      await page.getByText('201–250 of 250').waitFor()
      assert.equal(await first(), 'pages 200')
      await page.getByRole('button', { name: 'Previous' }).click()
      await page.getByText('101–200 of 250').waitFor()
      await page.getByRole('button', { name: 'Previous' }).click()
      await page.getByText('1–100 of 250').waitFor()
      assert.equal(await first(), 'pages 0')
    })
  })

  test('typing cancels the searches that it replaces', () =>
    journey('/events', async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      const isSlow = (url: string) => new URL(url).searchParams.getAll('search_field_values').includes('slow')
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      await page.route(
        (url) => isSlow(url.href),
        async (route) => {
          await held
          await route.continue().catch(() => {})
        },
      )
      const cancelled = page.waitForEvent('requestfailed', (request) => isSlow(request.url()))
      const box = page.getByRole('searchbox', { name: 'Search descriptions' })
      const asked = page.waitForRequest((request) => isSlow(request.url()))
      await box.fill('slow')
      await asked
      await box.fill('Friday')
      await cancelled
      release()
      await page.getByText('4 events', { exact: true }).waitFor()
    }))

  test('from the list of sessions one gets to a session, which reads as the dialogue that it was', () =>
    journey('/sessions', async (page) => {
      await page.getByRole('link', { name: 'call-2' }).click()
      await page.getByRole('heading', { name: 'call-2', level: 1 }).waitFor()
      const rows = page.getByRole('article').filter({ hasNot: page.getByRole('article') })
      await rows.last().getByText('Session ended').waitFor()
      const told = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())
      assert.deepEqual(
        told.map((text) => text.replace(/ [0-9]+ ms$/, '')),
        [
          '00:00 Session started',
          '00:04 User A slot on Friday, please.',
          '00:06 Agent Let me look.',
          '00:07 find_slot day: Friday failed',
          '00:10 Agent Nothing is free on Friday. I hand you over.',
          '50 s pause 01:00 Transferred to a person 650 ms Wants Friday, nothing is free. transfer_to_human',
          '01:02 Session ended goal_met true',
        ],
      )
      const facts = page.getByRole('region', { name: 'Session' }).locator('dl')
      for (const fact of ['+18042221111', 'dental', 'Voice (SIP)', 'ticket-call-2', '1 m 02 s']) {
        await facts.getByText(fact).waitFor()
      }
      const call = page.getByRole('button', { name: /^find_slot/ })
      await call.click()
      await page.getByRole('region', { name: 'Arguments' }).getByText('Friday').waitFor()
      await page.getByRole('region', { name: 'Error' }).getByText('calendar is down').waitFor()
      await page.getByRole('region', { name: 'Result' }).getByText('slots').waitFor()
    }))

  test('a session is read by view, by word and by keyboard', () =>
    journey('/sessions/call-2?show=problems', async (page) => {
      const rows = page.getByRole('article')
      await rows.nth(1).waitFor()
      assert.equal(await rows.count(), 2)
      await page.getByRole('button', { name: 'Dialogue' }).click()
      await page.getByText('4 of 7').waitFor()
      await page.getByRole('button', { name: 'All', exact: true }).click()
      await page.getByRole('searchbox', { name: 'Find in this session' }).fill('calendar')
      await page.getByText('1 of 7').waitFor()
      await page.getByRole('button', { name: 'Clear search' }).click()
      await rows.nth(6).waitFor()
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await focused(page, rows.nth(1))
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary', { name: 'Event' })
      await panel.getByRole('heading', { name: 'user-message' }).waitFor()
      await page.keyboard.press('j')
      await panel.getByRole('heading', { name: 'agent-message' }).waitFor()
    }))

  test('a session that is still going on grows while it is read', async () => {
    const now = Date.now()
    const at = (ms: number) => new Date(now + ms).toISOString()
    const said = (event_id: string, ms: number, text: string) => ({
      ...{ event_id, session_id: 'going-on', timestamp: at(ms), category: 'conversation', type: 'user-message' },
      attributes: { text },
    })
    await send(server, [said('g1', -3000, 'Hello?')])
    await journey('/sessions/going-on', async (page) => {
      await page.getByText('Running').waitFor()
      await send(server, [said('g3', -1000, 'Anybody there?')])
      await page.getByText('Anybody there?').waitFor()
      await send(server, [said('g2', -2000, 'Is this on?')])
      await page.getByText('Is this on?').waitFor()
      const texts = await page.getByRole('article').locator('p').allInnerTexts()
      assert.deepEqual(texts, ['Hello?', 'Is this on?', 'Anybody there?'])
      await send(server, [{ ...said('g4', 0, ''), type: 'session-end', category: 'session', description: 'Over' }])
      await page.getByText('Running').waitFor({ state: 'detached' })
    })
  })

  test('ten thousand events of one session are read with only a handful of them made', async () => {
    await send(server, series('long', 10_000))
    await journey('/sessions/long', async (page) => {
      await page.locator('article[aria-setsize="10000"]').first().waitFor()
      assert.ok((await page.getByRole('article').count()) < 100)
      await page.evaluate('document.querySelector(`section[aria-label=Session]`).scrollTo(0, 1e9)')
      await page.getByText('long 9999', { exact: true }).waitFor()
    })
  })

  test('the live feed shows events as they come, holds still while paused, and then misses none', () =>
    journey('/live?where=session_id:feed', async (page) => {
      await page.getByText('Connected').waitFor()
      await send(server, series('feed', 3))
      await page.getByText('feed 2', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Pause' }).click()
      await send(server, series('feed', 40, 3))
      await page.getByRole('button', { name: 'Resume, 40 new events' }).waitFor()
      assert.equal(await page.locator('[data-row-link]').count(), 3)
      await page.getByRole('button', { name: /^Resume/ }).click()
      await page.getByText('feed 42', { exact: true }).waitFor()
      const table = page.getByRole('table', { name: 'Live events' })
      assert.equal(await table.getAttribute('aria-rowcount'), String(43 + 1))
      const seen = new Set<string>()
      for (let top = 0; seen.size < 43 && top < 3000; top += 300) {
        await table.evaluate((element, top) => ((element as unknown as { scrollTop: number }).scrollTop = top), top)
        await page.evaluate('new Promise(requestAnimationFrame)')
        for (const text of await page.locator('[data-row-link]').allInnerTexts()) seen.add(text)
      }
      assert.equal(seen.size, 43)
    }))

  test('texts that look like code stay texts, on every screen', async () => {
    const evil = `<script>window.evil = 1</script><img src=x onerror="window.evil = 2">`
    const facts = {
      session_id: `${evil}/"?#`,
      user_id: evil,
      conversation_id: evil,
      timestamp: new Date().toISOString(),
    }
    await send(server, [
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
      await journey(path, async (page) => {
        await page.getByText(evil).first().waitFor()
        assert.equal(await page.evaluate('window.evil'), undefined)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
      })
    }
    await journey(session, async (page) => {
      await page.getByRole('button', { name: '<script>' }).click()
      await page.getByRole('region', { name: 'Arguments' }).getByText(evil).waitFor()
    })
  })

  test('attributes are shown as they were sent, also what a double cannot hold', async () => {
    const attributes = '{"big":123456789012345678901234567890,"huge":1e400,"money":1.50,"__proto__":{"a":null}}'
    const body = `{"event_id":"exact","timestamp":"2026-03-02T14:00:00Z","type":"exact","attributes":${attributes}}`
    await post(server, body)
    await journey('/events?event=exact', async (page) => {
      const panel = page.getByRole('complementary', { name: 'Event' })
      for (const text of ['123456789012345678901234567890', '1e400', '1.50', '__proto__']) {
        await panel.getByText(text, { exact: true }).waitFor()
      }
      await panel.getByRole('button', { name: 'JSON', exact: true }).click()
      const shown = (await panel.locator('pre').textContent()) ?? ''
      assert.equal(shown.replace(/\s/g, ''), attributes)
    })
  })

  test('a key that may only send is told so, in words', async () => {
    const answer = await fetch(`${server.url}/api/v1/keys/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'sender', scopes: ['ingest'] }),
    })
    const { secret } = (await answer.json()) as { secret: string }
    for (const path of ['/events', '/sessions', '/live', '/sessions/call-1']) {
      await journey(path, (page) => page.getByText('Your key may not read this').waitFor(), { key: secret })
    }
  })

  test('no screen has an accessibility fault, in light and dark, wide and narrow', async () => {
    // Narrowed to a few rows: a hundred alike have no other faults, and take a hundred times as long to look at.
    const lists = ['live', 'events', 'sessions', 'conversations'].map((name) => `/${name}?where=user_id:%2B18042221111`)
    const screens = [...lists, '/sessions/call-2', '/settings', '/nowhere']
    const opened = '/events?where=session_id:call-1&event=call-1-3'
    for (const theme of ['light', 'dark'] as const) {
      // The colours are the same at every width.
      for (const width of theme === 'light' ? [1280, 390] : [1280]) {
        for (const path of [...screens, opened]) {
          await journey(
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
      const { page, context } = await visit(browser, server.url, { theme })
      await page.goto('/')
      await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
      assert.deepEqual(await faultsOf(page), [], `sign-in ${theme}`)
      await context.close()
    }
  })

  test('every screen fits into 360 pixels', async () => {
    for (const path of ['/live', '/events', '/sessions', '/sessions/call-2', '/conversations', '/settings']) {
      await journey(
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
    const { page, context } = await visit(browser, server.url, { key: server.key })
    const scripts = new Map<string, Promise<Buffer>>()
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body())
    })
    await page.goto('/live')
    await page.locator('[data-row-link]').first().waitFor()
    const loaded = await Promise.all(scripts.values())
    const bytes = loaded.reduce((sum, script) => sum + gzipSync(script).length, 0)
    assert.ok(loaded.length > 2)
    assert.ok(bytes <= 200_000, `${bytes} bytes`)
    await context.close()
  })

  test('a real session reads as the conversation that it was', {
    skip: existsSync(realData) ? false : `there is no real data at ${realData}`,
  }, async () => {
    const lines = readFileSync(realData, 'utf8').trim().split('\n')
    const id = 'airline-task36-trial2'
    const events = lines.map((line) => JSON.parse(line) as EventInput).filter(({ session_id }) => session_id === id)
    await send(server, events)
    await journey(`/sessions/${id}`, async (page) => {
      await page.locator(`article[aria-setsize="${events.length}"]`).first().waitFor()
      const told: string[] = []
      for (let row = 0; row < events.length; row++) {
        await page.keyboard.press('j')
        const article = page.locator(`article[aria-posinset="${row + 1}"]`)
        await focused(page, article)
        told.push((await article.textContent()) ?? '')
      }
      for (const [row, { type, attributes }] of events.entries()) {
        const speaker = type === 'user-message' ? 'User' : type === 'agent-message' ? 'Agent' : ''
        assert.ok(told[row]?.includes(speaker), told[row])
        if (speaker) assert.ok(plain(told[row] ?? '').includes(plain(String(attributes?.text))), told[row])
      }
    })
  })
})

describe('the UI of a server of its own', { skip: whyNoBrowser }, () => {
  let browser: Browser
  before(async () => {
    browser = await startBrowser()
  })
  after(() => browser?.close())

  test('an empty project shows how to send an event, and becomes the live feed when the first one comes', async () => {
    const workplace = createWorkplace()
    const server = await workplace.serve()
    const { page, context, complaints } = await visit(browser, server.url, { key: server.key })
    await page.goto('/')
    await page.getByRole('heading', { name: 'Send your first event' }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    const command = await page.getByRole('region', { name: 'curl command' }).textContent()
    assert.ok(command?.startsWith(`curl ${server.url}/api/v1/events/`), String(command))
    const [, body = ''] = /-d '(.*)'$/s.exec(command ?? '') ?? []
    await post(server, body.replace(/'\$\(date[^)]*\)'/, new Date().toISOString()))
    await page.getByRole('link', { name: 'Hello, Occur' }).waitFor()
    assert.equal(await page.getByRole('heading', { name: 'Send your first event' }).count(), 0)
    assert.deepEqual(complaints, [])
    await context.close()
    await workplace.end()
  })

  test('the live feed says that the server is gone, and comes back with what was sent meanwhile', async () => {
    const workplace = createWorkplace()
    const first = await workplace.serve()
    const { page, context } = await visit(browser, first.url, { key: first.key })
    await send(first, series('before', 2))
    await page.goto('/live')
    await page.getByText('before 1', { exact: true }).waitFor()
    await page.getByText('Connected').waitFor()
    await first.stop()
    await page.getByText(/Reconnecting|Connection lost/).waitFor()
    await page.getByText('before 1', { exact: true }).waitFor()
    const second = await workplace.serve(first.port)
    await send(second, series('after', 30))
    await page.getByText('Connected').waitFor()
    await page.getByText('after 29', { exact: true }).waitFor()
    const table = page.getByRole('table', { name: 'Live events' })
    assert.equal(await table.getAttribute('aria-rowcount'), String(32 + 1))
    await context.close()
    await workplace.end()
  })
})

/** A call in seven events, from 14:00 of the 2nd of March 2026 on. */
function call(session: string, minute: number, { fails = false } = {}): EventInput[] {
  const start = Date.UTC(2026, 2, 2, 14, minute * 5)
  const facts = { session_id: session, conversation_id: `ticket-${session}`, user_id: '+18042221111' }
  const agent = { source: 'llm-prompt', source_id: 'dental-agent', category: 'conversation', type: 'agent-message' }
  const tool = { source: 'tool-call', source_id: 'find_slot', category: 'lookup', type: 'find-slot' }
  const outcome = fails ? { error: 'calendar is down', result: '{"slots": []}' } : { result: '{"slots": ["10:30"]}' }
  const events: [number, Partial<EventInput>][] = [
    [
      0,
      {
        category: 'session',
        type: 'session-start',
        description: 'Session started',
        attributes: { channel: 'voice_sip_v1', agent: 'dental', model: 'small-1' },
      },
    ],
    [
      4,
      {
        category: 'conversation',
        type: 'user-message',
        description: 'A slot on Friday, please.',
        attributes: { text: 'A slot on Friday, please.' },
      },
    ],
    [6, { ...agent, description: 'Let me look.', attributes: { text: 'Let me look.' } }],
    [
      7,
      {
        ...tool,
        description: 'find_slot()',
        attributes: { arguments: { day: 'Friday' }, ok: !fails, duration_ms: 412, ...outcome },
      },
    ],
    [
      10,
      {
        ...agent,
        description: 'Nothing is free on Friday.',
        attributes: { text: 'Nothing is free on Friday. I hand you over.' },
      },
    ],
    [
      60,
      {
        source: 'tool-call',
        source_id: 'transfer_to_human',
        category: 'automation',
        type: 'human-transfer',
        description: 'Transfer',
        attributes: {
          arguments: { summary: 'Wants Friday, nothing is free.' },
          result: 'done',
          ok: true,
          duration_ms: 650,
        },
      },
    ],
    [62, { category: 'session', type: 'session-end', description: 'Session ended', attributes: { goal_met: true } }],
  ]
  return events.map(([second, event], index) => ({
    event_id: `${session}-${index}`,
    timestamp: new Date(start + second * 1000).toISOString(),
    ...facts,
    ...event,
  }))
}

/** So many numbered events of one session, a millisecond apart. */
function series(session: string, count: number, from = 0): EventInput[] {
  const start = Date.UTC(2026, 5, 1)
  return Array.from({ length: count }, (_, index) => ({
    timestamp: new Date(start + from + index).toISOString(),
    session_id: session,
    type: 'note',
    description: `${session} ${from + index}`,
  }))
}

async function send(server: Serving, events: readonly EventInput[]): Promise<void> {
  await post(server, JSON.stringify(events))
}

async function post(server: Serving, body: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1/events/`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.key}`, 'Content-Type': 'application/json' },
    body,
  })
  assert.equal(answer.status, 201, await answer.text())
}

async function addFilter(page: Page, field: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: field, exact: true }).click()
  await page.getByLabel(`Value of ${field}`).fill(value)
  await page.keyboard.press('Enter')
}

/** Resolves when the element has the focus. */
async function focused(page: Page, locator: Locator): Promise<void> {
  const element = await locator.elementHandle()
  await page.waitForFunction('(element) => element === document.activeElement' as never, element)
}

/** What axe finds, each with where it found it. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`)
}

function plain(text: string): string {
  return text.replace(/[\s*`]+/g, ' ').trim()
}
