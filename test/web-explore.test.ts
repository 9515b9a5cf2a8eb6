import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsInBothThemes, faultsOf, nowhere, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

describe('the UI, exploring events', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
  })
  after(() => ui?.end())

  test('events are narrowed by field, text and time, and the address keeps it all', () =>
    ui.journey('/explore', async (page) => {
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

  test('values are clicked in and out of the filter, and several of one field belong together', () =>
    ui.journey('/explore', async (page) => {
      const facets = page.getByRole('complementary', { name: 'Facets' })
      await facets.getByRole('button', { name: 'type human-transfer 2' }).click()
      await page.getByText('2 events', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'type:human-transfer')
      await facets.getByRole('button', { name: 'type session-end 2' }).click()
      await page.getByText('4 events', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'type:(human-transfer OR session-end)')
      await facets.getByRole('button', { name: 'type session-end 2' }).click({ modifiers: ['Alt'] })
      await page.getByText('2 events', { exact: true }).waitFor()
      await facets.getByRole('button', { name: 'type human-transfer 2' }).click()
      await page.getByText('12 events', { exact: true }).waitFor()
      assert.equal(filterOf(page), '-type:session-end')
      await facets.getByRole('button', { name: 'Leave out type session-end' }).click()
      await page.getByText('14 events', { exact: true }).waitFor()
      assert.equal(new URL(page.url()).search, '')
    }))

  test('what is inside the attributes is counted when it is opened, filtered by, and made a column', () =>
    ui.journey('/explore', async (page) => {
      const facets = page.getByRole('complementary', { name: 'Facets' })
      await facets.getByRole('button', { name: /^ok/ }).click()
      await facets.getByRole('button', { name: 'attributes.ok false 1' }).click()
      await page.getByText('1 event', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'attributes.ok:false')
      await facets.getByRole('button', { name: 'Column ok' }).click()
      const table = page.getByRole('table', { name: 'Events', exact: true })
      await table.getByRole('columnheader', { name: /^ok/ }).waitFor()
      await table.getByRole('cell', { name: /^false/ }).waitFor()
      await page.reload()
      await table.getByRole('columnheader', { name: /^ok/ }).waitFor()
    }))

  test('a value of an open event narrows the list, leaves out its like, or becomes a column', () =>
    ui.journey('/explore?q=source_id:find_slot', async (page) => {
      await page.locator('[data-row-link]').first().click()
      const panel = page.getByRole('complementary', { name: 'Event' })
      await panel.getByText('false', { exact: true }).hover()
      await panel.getByRole('button', { name: 'Only events with this ok' }).click()
      await page.getByText('1 event', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'source_id:find_slot attributes.ok:false')
      await panel.getByText('false', { exact: true }).hover()
      await panel.getByRole('button', { name: 'Show ok as a column' }).click()
      await page.getByRole('columnheader', { name: /^ok/ }).waitFor()
      await panel.getByText('false', { exact: true }).hover()
      await panel.getByRole('button', { name: 'No events with this ok' }).click()
      await page.waitForURL((url) => url.searchParams.get('q') === 'source_id:find_slot -attributes.ok:false')
      await page.getByText('1 event', { exact: true }).waitFor()
    }))

  test('the histogram counts what passes, is divided by anything, and narrows the time to what is dragged over', () =>
    ui.journey('/explore?q=session:call-1', async (page) => {
      const chart = page.getByRole('figure', { name: 'Events over time by type' })
      const told = page.getByRole('table', { name: 'Events over time by type' })
      await told.getByRole('columnheader', { name: 'session-start' }).waitFor()
      const counts = await told.getByRole('cell').allTextContents()
      assert.equal(
        counts.reduce((sum, count) => sum + Number(count), 0),
        7,
      )
      await page.getByRole('button', { name: 'Divided by type' }).click()
      await page.getByRole('menuitem', { name: 'source', exact: true }).click()
      await page.getByRole('table', { name: 'Events over time by source' }).getByText('tool-call').waitFor()
      await page.goto('/explore?q=session:call-1')
      // Where it stands depends on what it shows.
      await told.getByRole('columnheader', { name: 'session-start' }).waitFor()
      await page.locator('[data-row-link]').first().waitFor()
      const plot = chart.locator('.u-over')
      const box = await plot.boundingBox()
      assert.ok(box)
      await page.mouse.move(box.x + 3, box.y + 20)
      await page.mouse.down()
      await page.mouse.move(box.x + 30, box.y + 20, { steps: 4 })
      await page.mouse.up()
      await page.waitForURL((url) => url.searchParams.get('from') === '2026-03-02T14:00:00.000Z')
      await page.goBack()
      await page.getByRole('slider', { name: /^Events over time/ }).focus()
      await page.keyboard.press('Home')
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.searchParams.get('from') === '2026-03-02T14:00:00.000Z')
    }))

  test('an older address of the list of events leads here with its filter', () =>
    ui.journey('/events?where=type:session-end&order=asc', async (page) => {
      await page.waitForURL((url) => url.pathname === '/explore')
      assert.equal(new URL(page.url()).search, '?q=type:session-end&order=asc')
      await page.getByText('2 events', { exact: true }).waitFor()
    }))

  test('on a phone the facets are a sheet', () =>
    ui.journey(
      '/explore',
      async (page) => {
        await page.getByRole('button', { name: 'Facets' }).click()
        const sheet = page.getByRole('dialog', { name: 'Facets' })
        await sheet.getByRole('button', { name: 'type human-transfer 2' }).click()
        await page.keyboard.press('Escape')
        await page.getByText('2 events', { exact: true }).waitFor()
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
      },
      { width: 360 },
    ))

  test('menus, the open event and the sheet have no accessibility fault', async () => {
    await ui.journey(
      '/explore?q=session:call-1&event=call-1-3&by=source&col=timestamp&col=attributes.ok&col=description',
      async (page) => {
        await page.getByRole('region', { name: 'around it' }).getByRole('link').first().waitFor()
        await page.getByRole('slider').waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [])
        await page.getByRole('button', { name: 'Columns' }).click()
        await page.getByRole('checkbox', { name: 'timestamp' }).waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [])
      },
    )
    await ui.journey(
      '/explore?q=session:call-1',
      async (page) => {
        await page.getByRole('button', { name: 'Facets' }).click()
        await page.getByRole('button', { name: /^type user-message/ }).waitFor()
        assert.deepEqual(await faultsOf(page), [])
      },
      { width: 390 },
    )
  })

  test('writing a filter asks for nothing that is known already', () =>
    ui.journey(nowhere, async (page) => {
      const asked: string[] = []
      page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()))
      await page.goto('/explore')
      await page.getByRole('button', { name: /^type user-message/ }).waitFor()
      await page.getByRole('figure', { name: /^Events over time/ }).waitFor()
      await page.waitForLoadState('networkidle')
      const before = asked.length
      await page.getByRole('combobox', { name: 'Filter' }).pressSequentially('type:user-message')
      await page.getByRole('option').filter({ hasText: 'user-message' }).first().waitFor()
      const more = asked.slice(before).filter((url) => !url.includes('/views/'))
      assert.deepEqual(more, [])
      assert.equal(asked.filter((url) => url.includes('/facets')).length, 1)
    }))

  test('a filter cancels the searches that it replaces', () =>
    ui.journey('/explore', async (page) => {
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

/** The filter as the address says it. */
function filterOf(page: Page): string | null {
  return new URL(page.url()).searchParams.get('q')
}
