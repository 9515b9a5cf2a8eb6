import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openUi, type Ui, visit, whyNoBrowser } from './browser.ts'
import { call, send, series } from './example-events.ts'

describe('the UI, its lists', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
  })
  after(() => ui?.end())

  test('who is not signed in is asked for a key, told when it is wrong, and led on when it is right', async () => {
    const { page, context, complaints } = await visit(ui.browser, ui.server.url)
    await page.goto('/sessions?order=asc')
    await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
    await page.getByLabel('Key', { exact: true }).fill('not-a-key')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').filter({ hasText: 'No such key' }).waitFor()
    await page.getByLabel('Key', { exact: true }).fill(ui.server.key)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'call-1' }).first().waitFor()
    assert.match(page.url(), /\/sessions\?order=asc$/)
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')
    assert.equal(kept, '[{},{},""]')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('signing out leaves nothing on the screen', () =>
    ui.journey('/events', async (page) => {
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
    ui.journey('/events', async (page) => {
      await filterBy(page, 'session:call-1')
      await page.getByText('7 events', { exact: true }).waitFor()
      await filterBy(page, 'session:call-1 description:Friday')
      await page.getByText('2 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: /Time range/ }).click()
      await page.getByLabel('From').fill('2026-03-02T14:00:05')
      await page.getByLabel('To, not included').fill('2026-03-02T15:00:00')
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.getByText('1 event', { exact: true }).waitFor()
      await page.reload()
      await page.getByText('1 event', { exact: true }).waitFor()
      await filterBy(page, 'description:Friday')
      await page.getByText('3 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Clear filter' }).click()
      await page.getByRole('button', { name: /Time range/ }).click()
      await page.getByRole('button', { name: 'Any time' }).click()
      await page.getByText('14 events', { exact: true }).waitFor()
      assert.equal(new URL(page.url()).search, '')
    }))

  test('a pressed value narrows the list, and so does an attribute inside an event', () =>
    ui.journey('/events', async (page) => {
      await page.getByRole('button', { name: 'human-transfer' }).first().click()
      await page.getByText('2 events', { exact: true }).waitFor()
      await page.goto('/events?q=source_id:find_slot')
      await page.locator('[data-row-link]').first().click()
      await page.getByRole('button', { name: 'Only events with this ok' }).click()
      await page.getByText('1 event', { exact: true }).waitFor()
      assert.equal(new URL(page.url()).searchParams.get('q'), 'source_id:find_slot attributes.ok:false')
    }))

  test('an event opens beside the list with every field, and the keyboard goes on from there', () =>
    ui.journey('/events?q=session_id:call-1&order=asc', async (page) => {
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
    await send(ui.server, series('pages', 250))
    await ui.journey('/events?q=session_id:pages&order=asc', async (page) => {
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

  test('a filter cancels the searches that it replaces', () =>
    ui.journey('/events', async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      const isSlow = (url: string) => new URL(url).searchParams.get('q') === 'slow'
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
      const asked = page.waitForRequest((request) => isSlow(request.url()))
      await filterBy(page, 'slow')
      await asked
      await filterBy(page, 'description:Friday')
      await cancelled
      release()
      await page.getByText('4 events', { exact: true }).waitFor()
    }))
})

async function filterBy(page: Page, filter: string): Promise<void> {
  await page.getByLabel('Filter', { exact: true }).fill(filter)
  await page.keyboard.press('Enter')
}
