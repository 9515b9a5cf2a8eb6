import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsInBothThemes, focused, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

describe('the UI, its search bar', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
    const view = { name: 'failed', of: 'events', q: 'attributes.ok:false' }
    const headers = { authorization: `Bearer ${ui.server.key}`, 'content-type': 'application/json' }
    await fetch(`${ui.server.url}/api/v1/views/`, { method: 'POST', headers, body: JSON.stringify(view) })
  })
  after(() => ui?.end())

  test('a filter is put together from what is offered, by keyboard alone', () =>
    ui.journey('/explore', async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      await page.keyboard.press('/')
      await focused(bar(page))
      await page.keyboard.type('typ')
      await option(page, 'type').waitFor()
      await page.keyboard.press('Tab')
      await option(page, /human-transfer/).waitFor()
      await page.keyboard.type('hum')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByText('2 events', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'type:human-transfer')
      assert.equal(await bar(page).inputValue(), 'type:human-transfer ')
      await page.keyboard.type('session:call-1')
      await page.keyboard.press('Enter')
      await page.getByText('1 event', { exact: true }).waitFor()
    }))

  test('values come with counts of what the rest of the filter finds, attributes with what they hold', () =>
    ui.journey('/explore?q=session:call-2', async (page) => {
      await page.getByText('7 events', { exact: true }).waitFor()
      await bar(page).fill('session:call-2 type:')
      await option(page, /^human-transfer 1$/).waitFor()
      await bar(page).fill('session:call-2 ok')
      await option(page, /attributes\.ok boolean/).click()
      await option(page, 'false').click()
      await page.getByText('1 event', { exact: true }).waitFor()
      await bar(page).fill('user:')
      await option(page, '+18042221111').click()
      assert.equal(filterOf(page), 'user:+18042221111')
      await bar(page).fill('fail')
      await option(page, /view:failed/).click()
      await page.getByText('1 event', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'view:failed')
    }))

  test('a mistake is said where it is, and mended with what was meant', () =>
    ui.journey('/explore', async (page) => {
      await bar(page).fill('refund tpye:human-transfer')
      await page.keyboard.press('Enter')
      const said = page.getByRole('alert')
      await said.filter({ hasText: 'There is no field "tpye". Did you mean type?' }).waitFor()
      assert.equal(await page.locator('[data-wrong][data-as]').first().textContent(), 'tpye')
      assert.equal(await bar(page).getAttribute('aria-invalid'), 'true')
      assert.equal(filterOf(page), null)
      await bar(page).fill('tpye:human-transfer')
      await said.getByRole('button', { name: 'type' }).click()
      await page.getByText('2 events', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'type:human-transfer')
    }))

  test('an address with a mistake says so, and what to write instead', () =>
    ui.journey('/explore?q=view:faild', async (page) => {
      await bar(page).click()
      await page.getByRole('alert').getByRole('button', { name: 'failed' }).click()
      await page.getByText('1 event', { exact: true }).waitFor()
    }))

  test('a filter at rest is chips, which are edited, turned round and removed, by keyboard too', () =>
    ui.journey('/explore?q=session:call-1+description:Friday', async (page) => {
      await page.getByText('2 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Edit session_id is call-1' }).click()
      await focused(bar(page))
      await page.keyboard.type('call-2')
      await page.keyboard.press('Enter')
      await page.waitForURL(/q=session_id:call-2\+description:Friday/)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Time range/ }).focus()
      await page.getByRole('button', { name: 'Turn round description:Friday' }).click()
      await page.getByText('5 events', { exact: true }).waitFor()
      assert.equal(filterOf(page), 'session_id:call-2 -description:Friday')
      await page.getByRole('button', { name: 'Edit session_id is call-2' }).focus()
      await page.keyboard.press('ArrowRight')
      await focused(page.getByRole('button', { name: 'Edit description lacks Friday' }))
      await page.keyboard.press('Delete')
      await page.getByText('7 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Remove session_id:call-2' }).click()
      await page.getByText('14 events', { exact: true }).waitFor()
    }))

  test('what was asked with is offered again, until somebody signs out', () =>
    ui.journey('/explore', async (page) => {
      await bar(page).fill('type:human-transfer')
      await page.keyboard.press('Enter')
      await page.getByText('2 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Clear filter' }).click()
      await page.getByText('14 events', { exact: true }).waitFor()
      await bar(page).click()
      await page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: 'type:human-transfer' }).click()
      await page.getByText('2 events', { exact: true }).waitFor()
      await page.getByRole('button', { name: /account menu/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
      assert.equal(await page.evaluate('Object.keys(localStorage).length'), 0)
    }))

  test('Escape closes what is offered, then takes back what was not asked with', () =>
    ui.journey('/explore?q=type:human-transfer', async (page) => {
      await page.getByText('2 events', { exact: true }).waitFor()
      await bar(page).fill('type:')
      await page.getByRole('listbox').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('listbox').waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      assert.equal(await bar(page).inputValue(), 'type:human-transfer')
    }))

  test("a range is chosen, written in words of one's own, or set by the clock", () =>
    ui.journey('/explore', async (page) => {
      await page.getByText('14 events', { exact: true }).waitFor()
      const range = page.getByRole('button', { name: /^Time range/ })
      await range.click()
      await page.getByRole('button', { name: 'This week' }).click()
      await page.waitForURL(/range=this-week/)
      await range.click()
      await page.getByLabel('In your words').fill('3 days to 1h ago')
      await page.getByText('3 days to 1 hour ago: press Enter').waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(/range=-3d\.\.-1h/)
      await page.getByRole('button', { name: 'Time range: 3 days to 1 hour ago' }).click()
      await page.getByLabel('In your words').fill('whenever')
      await page.keyboard.press('Enter')
      await page.getByText(/^Not understood/).waitFor()
      await page.getByLabel('In your words').fill('2026-03-02')
      await page.keyboard.press('Enter')
      await page.getByText('14 events', { exact: true }).waitFor()
      assert.equal(new URL(page.url()).searchParams.get('from'), '2026-03-02T00:00:00.000Z')
    }))

  test('a time zone goes along from screen to screen, and all times are told in it', () =>
    ui.journey('/explore?q=event_id:call-1-0', async (page) => {
      const time = page.locator('time').first()
      await page.getByText('1 event', { exact: true }).waitFor()
      const utc = await time.textContent()
      await page.getByRole('button', { name: /^Time range/ }).click()
      await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
      await page.waitForURL(/tz=Asia/)
      await page.keyboard.press('Escape')
      assert.match(String(utc), /\b14:/)
      await time.filter({ hasText: /\b23:/ }).waitFor()
      await page.getByRole('link', { name: 'Sessions', exact: true }).first().click()
      await page.waitForURL(/sessions\?.*tz=Asia/)
      await page.goBack()
      await page.getByRole('button', { name: /^Time range/ }).click()
      await page.getByLabel('Time zone').selectOption('')
      await time.filter({ hasText: /\b14:/ }).waitFor()
      assert.equal(new URL(page.url()).searchParams.get('tz'), null)
    }))

  test('the bar has no accessibility fault, at rest, while it is used and when something is wrong', async () => {
    for (const width of [1280, 360]) {
      const go = async (page: Page) => {
        await page.getByText('2 events', { exact: true }).waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [])
        await bar(page).fill('-type:human-transfer at')
        await option(page, /attributes\.ok/).waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [])
        await bar(page).fill('tpye:x (a OR b)')
        await page.keyboard.press('Enter')
        await page.getByRole('alert').waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [])
        await page.getByRole('button', { name: 'How filters are written' }).click()
        await page.getByRole('dialog').waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [])
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: /^Time range/ }).click()
        await page.getByLabel('In your words').waitFor()
        assert.deepEqual(await faultsInBothThemes(page), [])
        const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        assert.ok(Number(wider) <= 0, `wider than the page by ${wider}`)
      }
      await ui.journey('/explore?q=type:human-transfer', go, { width })
    }
  })
})

function bar(page: Page) {
  return page.getByRole('combobox', { name: 'Filter' })
}

function option(page: Page, name: string | RegExp) {
  return page.getByRole('option', typeof name === 'string' ? { name, exact: true } : { name }).first()
}

function filterOf(page: Page): string | null {
  return new URL(page.url()).searchParams.get('q')
}
