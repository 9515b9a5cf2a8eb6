import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { EventInput } from '@occur/client/protocol'
import type { Page } from 'playwright-core'
import { comesTo, faultsInBothThemes, nowhere, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { send } from './example-events.ts'

const ada = '+18042221111'

/** One call of so many seconds: a question, a tool that may fail, an end that may be a transfer. */
function session(name: string, start: string, facts: SessionFacts): EventInput[] {
  const { user = ada, channel = 'voice_sip_v1', conversation = 'ticket-1', fails, to, endedBy } = facts
  const common = { session_id: name, user_id: user, conversation_id: conversation }
  const at = (second: number) => new Date(Date.parse(start) + second * 1000).toISOString()
  return [
    { timestamp: at(0), type: 'session-start', category: 'session', attributes: { channel, agent: 'dental' } },
    { timestamp: at(10), type: 'user-message', category: 'conversation', attributes: { text: 'A slot on Friday' } },
    { timestamp: at(20), type: 'find-slot', source: 'tool-call', source_id: 'find_slot', attributes: { ok: !fails } },
    ...(to ? [{ timestamp: at(50), type: 'phone-transfer', source: 'tool-call', attributes: { ok: true, to } }] : []),
    ...(endedBy ? [{ timestamp: at(60), type: 'session-end', attributes: { ended_by: endedBy } }] : []),
  ].map((event) => ({ ...common, ...event }))
}

interface SessionFacts {
  user?: string
  channel?: string
  conversation?: string
  fails?: boolean
  to?: string
  endedBy?: string
}

describe('the UI, sessions, people and conversations', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [
      ...session('first', '2026-03-02T09:00:00Z', { fails: true }),
      ...session('second', '2026-03-02T09:30:00Z', { channel: 'web_chat_v1', endedBy: 'user' }),
      ...session('third', '2026-03-05T14:00:00Z', { to: '+1999', endedBy: 'agent' }),
      ...session('other', '2026-03-04T10:00:00Z', { user: 'ben', conversation: 'ticket-2', endedBy: 'agent' }),
    ])
  })
  after(() => ui?.end())

  test('the list of sessions shows when what happened in each, how each ended, and all rows in one request', () =>
    ui.journey(nowhere, async (page) => {
      const asked: string[] = []
      // How many there are in all is asked for once the page is there.
      const isOfRows = (url: string) => url.includes('/api/v1/sessions') && !url.includes('limit=0')
      page.on('request', (request) => isOfRows(request.url()) && asked.push(request.url()))
      await page.goto('/sessions')
      const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
      await row('third').getByText('To +1999').waitFor()
      await row('first').getByText('Had errors').waitFor()
      await row('second').getByText('Ended by user').waitFor()
      await row('other').getByText('Ended by agent').waitFor()
      await row('first')
        .getByRole('img', { name: /1 time with tool calls; failures at 100 %/ })
        .waitFor()
      await row('third')
        .getByRole('img', { name: /transfer at 83 %/ })
        .waitFor()
      assert.equal(asked.length, 1, asked.join('\n'))
    }))

  test('it is narrowed by what sessions are and by their events, ordered by its heads, and the address restores that', () =>
    ui.journey('/sessions', async (page) => {
      await filter(page, 'errors>0 OR type:phone-transfer')
      await page.getByText('2 sessions', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Duration' }).click()
      await page.waitForURL(/sort=duration/)
      await comesTo(() => names(page), ['third', 'first'])
      await page.getByRole('button', { name: 'Duration' }).click()
      await page.waitForURL(/order=asc/)
      await comesTo(() => names(page), ['first', 'third'])
      await page.reload()
      await comesTo(() => names(page), ['first', 'third'])
      await page.goBack()
      await page.getByRole('columnheader', { name: 'Duration' }).and(page.locator('[aria-sort="descending"]')).waitFor()
    }))

  test('people are listed with what they come to, and one of them is a journey over all channels', () =>
    ui.journey('/people', async (page) => {
      await page.getByText('2 people', { exact: true }).waitFor()
      const row = page.getByRole('row').filter({ hasText: ada })
      await row.getByText('Voice (SIP), Web chat').waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: ada }).waitFor()
      const sessions = page.getByRole('list', { name: 'Sessions' })
      await sessions.getByText('To +1999').waitFor()
      await comesTo(() => sessions.getByRole('article').evaluateAll(labels), ['third', 'second', 'first'])
      await sessions.getByText('3 d 4 h in between').waitFor()
      await sessions.getByText('29 m 40 s in between').waitFor()
      await page.getByRole('button', { name: 'Oldest first' }).click()
      await page.waitForURL(/order=asc/)
      await sessions.getByRole('article').first().filter({ hasText: 'first' }).waitFor()
      // Calls of a minute would be specks over days: first of all they are seen without what lies between them.
      await page.getByRole('button', { name: 'Sessions only', pressed: true }).waitFor()
      const bar = page.locator('figure a[title^="third"]')
      assert.ok(((await bar.boundingBox())?.width ?? 0) > 200)
      await page.getByRole('button', { name: 'All time' }).click()
      await page.waitForURL(/axis=whole/)
      await page.reload()
      await page.getByRole('button', { name: 'All time', pressed: true }).waitFor()
      assert.ok(((await bar.boundingBox())?.width ?? 0) < 20)
      await comesTo(() => sessions.getByRole('article').evaluateAll(labels), ['first', 'second', 'third'])
      await sessions.getByRole('link', { name: 'third' }).click()
      await page.waitForURL(/\/sessions\/third$/)
      await page.goBack()
      await page.getByRole('heading', { name: ada }).waitFor()
    }))

  test('its axis is zoomed by key and by dragging over it, and the address keeps that', () =>
    ui.journey(`/people/${encodeURIComponent(ada)}?axis=whole`, async (page) => {
      await page.getByRole('button', { name: 'Zoom in' }).waitFor()
      const [first, third] = [page.locator('figure a[title^="first"]'), page.locator('figure a[title^="third"]')]
      await third.waitFor()
      await page.evaluate('document.fonts.ready.then(() => true)')
      const [from, to] = [await first.boundingBox(), await page.locator('figure a[title^="second"]').boundingBox()]
      assert.ok(from && to)
      await page.mouse.move(from.x - 3, from.y - 12)
      await page.mouse.down()
      await page.mouse.move(to.x + 20, from.y - 12, { steps: 4 })
      await page.mouse.up()
      await third.waitFor({ state: 'detached' })
      await first.waitFor()
      await page.waitForURL(/zoom=\d+/)
      await page.reload()
      await first.waitFor()
      assert.equal(await third.count(), 0)
      await page.keyboard.press('0')
      await third.waitFor()
      for (let times = 0; times < 3; times++) await page.keyboard.press('+')
      await page.getByRole('button', { name: 'Show all of it' }).click()
      await page.getByRole('button', { name: 'Show all of it', disabled: true }).waitFor()
    }))

  test('a bar of the axis leads to its session', () =>
    ui.journey(`/people/${encodeURIComponent(ada)}`, async (page) => {
      await page.locator('figure a[title^="second"]').click()
      await page.waitForURL(/\/sessions\/second$/)
    }))

  test('conversations are listed with what they come to, and with how they came out', () =>
    ui.journey('/conversations', async (page) => {
      const row = page.getByRole('row').filter({ hasText: 'ticket-1' })
      await row.getByText('To +1999').waitFor()
      await page.getByRole('row').filter({ hasText: 'ticket-2' }).getByText('Ended by agent').waitFor()
      const told = await row.getByRole('cell').allInnerTexts()
      const heads = await page.getByRole('columnheader').allInnerTexts()
      assert.equal(told[heads.indexOf('Transfers')], '1')
      assert.equal(told[heads.indexOf('Errors')], '1')
      await page.getByRole('button', { name: 'Errors', exact: true }).click()
      await page.waitForURL(/sort=error_count/)
      await page.getByRole('button', { name: 'With errors' }).click()
      await page.getByText('1 conversation', { exact: true }).waitFor()
    }))

  test('a conversation is shown over its sessions, with its user, and leads to them as a list', () =>
    ui.journey('/conversations', async (page) => {
      await page.getByRole('link', { name: 'ticket-1', exact: true }).click()
      await page.getByRole('heading', { name: 'ticket-1' }).waitFor()
      await page.getByText('3 sessions', { exact: true }).waitFor()
      await page.getByRole('link', { name: ada }).waitFor()
      await page.getByRole('link', { name: 'Sessions as a list' }).click()
      await page.getByText('3 sessions', { exact: true }).waitFor()
      assert.equal(new URL(page.url()).searchParams.get('q'), 'conversation_id:ticket-1')
    }))

  test('who is unknown is said to be, and a filter that nobody fits can be cleared', async () => {
    await ui.journey('/people/nobody', (page) => page.getByRole('heading', { name: 'Not found' }).waitFor())
    await ui.journey('/people?q=sessions>100', async (page) => {
      await page.getByRole('heading', { name: 'No person fits this filter' }).waitFor()
      await page.getByRole('button', { name: 'Clear filter' }).last().click()
      await page.getByText('2 people', { exact: true }).waitFor()
    })
  })

  test('what is often asked for is pressed into the filter and out of it', () =>
    ui.journey('/sessions', async (page) => {
      await page.getByRole('button', { name: 'Transferred' }).click()
      await page.getByText('1 session', { exact: true }).waitFor()
      assert.equal(new URL(page.url()).searchParams.get('q'), 'transfer_count>0')
      await page.getByRole('button', { name: 'Transferred', pressed: true }).click()
      await page.getByText('4 sessions', { exact: true }).waitFor()
    }))

  test('somebody whose id looks like code has a journey like everybody', async () => {
    const evil = `<img src=x onerror="window.evil = 1">/../"?#\u202e${'w'.repeat(200)}`
    await send(ui.server, session('evil', '2026-01-01T00:00:00Z', { user: evil, conversation: evil, endedBy: 'agent' }))
    for (const list of ['people', 'conversations']) {
      await ui.journey(`/${list}?to=2026-01-02T00:00:00Z`, async (page) => {
        await page.getByRole('link', { name: '<img src=x' }).and(page.locator('[data-row-link]')).click()
        await page.getByRole('heading', { name: '<img src=x' }).waitFor()
        await page.getByRole('link', { name: 'evil', exact: true }).waitFor()
        assert.equal(await page.evaluate('window.evil'), undefined)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
      })
    }
  })

  test('ids that are empty are said to be so, and lead to their sessions', async () => {
    await send(ui.server, session('of nobody', '2025-01-01T00:00:00Z', { user: '', conversation: '' }))
    for (const list of ['people', 'conversations']) {
      await ui.journey(`/${list}?to=2025-01-02T00:00:00Z`, async (page) => {
        await page.locator('[data-row-link]').getByText('empty id').click()
        await page.getByRole('link', { name: 'of nobody', exact: true }).waitFor()
        await page.getByText('1 session', { exact: true }).waitFor()
      })
    }
  })

  test('on a phone a row is a card, and nothing is wider than the screen', async () => {
    for (const path of ['/sessions', '/people', '/conversations', `/people/${encodeURIComponent(ada)}?axis=closed`]) {
      await ui.journey(
        path,
        async (page) => {
          await page.locator('[data-row-link]').first().waitFor()
          const overflow = await page.evaluate(
            '[...document.querySelectorAll("main, section")].filter((one) => one.scrollWidth > one.clientWidth).length',
          )
          assert.equal(overflow, 0, path)
        },
        { width: 360 },
      )
    }
    await ui.journey('/sessions', (page) => page.getByText('To +1999').waitFor(), { width: 360 })
  })

  test('a list that takes long can be stopped, which leads back to what is seen', () =>
    ui.journey(
      '/insights',
      async (page) => {
        await page.clock.install()
        await page.route('**/api/v1/sessions/**', () => {})
        await page.goto('/sessions')
        const stop = page.getByRole('button', { name: 'Stop looking' })
        const startsToLook = () => page.waitForRequest(/sessions\//)
        await page.getByRole('status').getByText('Loading…').waitFor({ state: 'attached' })
        await page.clock.fastForward(5000)
        await stop.click()
        await page.getByRole('heading', { name: 'Stopped' }).waitFor()
        await page.unroute('**/api/v1/sessions/**')
        await page.getByRole('button', { name: 'Look again' }).click()
        await page.getByRole('link', { name: 'third', exact: true }).waitFor()
        await page.route('**/api/v1/sessions/**', () => {})
        await Promise.all([startsToLook(), page.getByRole('button', { name: 'Duration' }).click()])
        await page.waitForURL(/sort=duration/)
        const gone = page.waitForEvent('requestfailed', (request) => /order_by=duration/.test(request.url()))
        await page.clock.fastForward(5000)
        await stop.click()
        await page.waitForURL((url) => !url.search.includes('sort'))
        await gone
        await stop.waitFor({ state: 'detached' })
        assert.deepEqual((await names(page)).slice(0, 2), ['third', 'other'])
      },
      { isAlone: true },
    ))

  test('what is newer than a list is offered, and moves nothing until it is taken', () =>
    ui.journey(
      '/insights',
      async (page) => {
        await page.clock.install()
        await page.goto('/sessions')
        await page.getByRole('link', { name: 'third', exact: true }).waitFor()
        await send(ui.server, session('newest', '2026-03-06T09:00:00Z', { endedBy: 'user' }))
        const newer = page.getByRole('button', { name: 'Show 1 newer' })
        // The clock of the page goes on from one look to the next only by our hand.
        for (let looks = 0; looks < 20 && !(await newer.isVisible()); looks += 1) {
          await page.clock.fastForward(30_000)
          await page.waitForLoadState('networkidle')
        }
        assert.deepEqual((await names(page)).slice(0, 2), ['third', 'other'])
        await newer.click()
        await page.getByRole('link', { name: 'newest', exact: true }).waitFor()
        assert.deepEqual((await names(page)).slice(0, 3), ['newest', 'third', 'other'])
        await newer.waitFor({ state: 'detached' })
      },
      { isAlone: true },
    ))

  test('axe finds nothing', async () => {
    const lists = ['/sessions', '/people']
    for (const path of [...lists, `/people/${encodeURIComponent(ada)}`, '/conversations/ticket-1?axis=closed']) {
      await ui.journey(path, async (page) => {
        await page.locator('[data-row-link]').first().waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [], path)
      })
    }
  })
})

async function filter(page: Page, text: string): Promise<void> {
  const bar = page.getByLabel('Filter', { exact: true })
  await bar.fill(text)
  await bar.press('Enter')
}

function names(page: Page): Promise<string[]> {
  return page.locator('[data-row-link]').allTextContents()
}

const labels = (elements: { ariaLabel: string | null }[]) => elements.map(({ ariaLabel }) => ariaLabel)
