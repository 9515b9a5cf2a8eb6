import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { comesTo, focused, holds, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send, series } from './example-events.ts'

describe('the UI, the table of Explore and its events', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...series('pages', 250)])
  })
  after(() => ui?.end())

  test('columns are chosen, moved and made wider, and an address restores them for anybody', async () => {
    let address = ''
    await ui.journey('/explore', async (page) => {
      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('checkbox', { name: 'user_id' }).uncheck()
      await page.getByRole('textbox', { name: 'Find or write a field' }).fill('duration_ms')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await comesTo(() => headsOf(page), ['Time', 'Type', 'What happened', 'Session', 'duration_ms'])
      await page.getByRole('button', { name: 'duration_ms', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Move left' }).click()
      await holds(page, "document.querySelectorAll('[role=columnheader]')[3].textContent === 'duration_ms'")
      const edge = page.getByRole('separator', { name: 'Width of type' })
      const before = await widthOf(page, 'Type')
      await edge.focus()
      await page.keyboard.press('ArrowRight')
      await page.waitForURL(/type%7E|type~/)
      await comesTo(() => widthOf(page, 'Type'), before + 16)
      const box = await edge.boundingBox()
      assert.ok(box)
      await page.mouse.move(box.x + 5, box.y + 5)
      await page.mouse.down()
      await page.mouse.move(box.x + 45, box.y + 5)
      await page.mouse.up()
      await page.waitForURL((url) => url.searchParams.getAll('col').includes(`type~${before + 56}`))
      address = page.url()
      await page.goto('/explore')
      await page.waitForURL(address)
    })
    await ui.journey(new URL(address).pathname + new URL(address).search, async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      await comesTo(() => headsOf(page), ['Time', 'Type', 'What happened', 'duration_ms', 'Session'])
    })
  })

  test('an event opens beside the list with every field, and the keyboard goes on from there', () =>
    ui.journey('/explore?q=session_id:call-1&order=asc', async (page) => {
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

  test('an event shows what happened around it, and leads to its session at that moment', () =>
    ui.journey('/explore?event=call-1-3', async (page) => {
      const panel = page.getByRole('complementary', { name: 'Event' })
      const around = panel.getByRole('region', { name: 'around it' })
      await around.getByRole('link').nth(6).waitFor()
      assert.equal(await around.getByRole('link').count(), 7)
      await around.getByRole('link', { name: /A slot on Friday, please/ }).click()
      await panel.getByRole('heading', { name: 'user-message' }).waitFor()
      await page.waitForURL(/event=call-1-1/)
      await panel.getByRole('link', { name: 'Session', exact: true }).click()
      await page.waitForURL(/\/sessions\/call-1\?.*event=call-1-1/)
    }))

  test('an event is copied as JSON, as a link and as a request', () =>
    ui.journey('/explore?event=call-1-3', async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      const panel = page.getByRole('complementary', { name: 'Event' })
      const copied = async (name: string) => {
        await panel.getByRole('button', { name: 'Copy', exact: true }).click()
        await page.getByRole('menuitem', { name }).click()
        await panel.getByRole('status').filter({ hasText: 'Copied' }).waitFor()
        return String(await page.evaluate('navigator.clipboard.readText()'))
      }
      assert.equal(JSON.parse(await copied('JSON')).event_id, 'call-1-3')
      assert.equal(await copied('Link'), `${ui.server.url}/explore?event=call-1-3`)
      assert.match(
        await copied('curl'),
        /^curl 'http.*\/api\/v1\/events\/call-1-3' -H "Authorization: Bearer \$OCCUR_KEY"$/,
      )
    }))

  test('what passes is exported as a file, of all fields or of the columns', () =>
    ui.journey('/explore?q=session:call-1', async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      const file = async (format: string) => {
        const downloading = page.waitForEvent('download')
        await page.getByRole('menuitem', { name: format }).click()
        const stream = await (await downloading).createReadStream()
        let text = ''
        for await (const part of stream) text += part
        return text.trim().split(/\r?\n/)
      }
      await page.getByRole('button', { name: 'Export' }).click()
      const lines = await file('NDJSON')
      assert.equal(lines.length, 7)
      assert.equal(JSON.parse(lines[0] ?? '').event_id, 'call-1-6')
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menuitemcheckbox', { name: 'Only the fields of the columns' }).click()
      assert.equal((await file('CSV'))[0], "timestamp,session_id,type,user_id,'prefixed,description")
    }))

  test('keys go from row to row and ask for, or leave out, what a row is', () =>
    ui.journey('/explore?q=session:call-1&order=asc', async (page) => {
      const links = page.locator('[data-row-link]')
      await links.first().waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await focused(links.nth(1))
      await page.keyboard.press('x')
      await page.waitForURL((url) => url.searchParams.get('q') === 'session_id:call-1 -type:user-message')
    }))

  test('long lists come page by page as they are scrolled, with only a handful of rows made', async () => {
    await ui.journey('/explore?q=session_id:pages&order=asc', async (page) => {
      const asked: string[] = []
      page.on('request', (request) => {
        if (request.url().includes('/api/v1/events/?') && !request.url().includes('limit=0')) asked.push(request.url())
      })
      await page.getByText('pages 0', { exact: true }).first().waitFor()
      await page.getByText('250 events', { exact: true }).waitFor()
      const table = page.getByRole('table', { name: 'Events', exact: true })
      for (const last of ['pages 99', 'pages 199', 'pages 249']) {
        // What comes at the end makes it longer: on to the end until the row is there.
        while ((await table.getByText(last, { exact: true }).count()) === 0) {
          await table.evaluate((element) => element.scrollTo(0, element.scrollHeight))
          await page.evaluate('new Promise((then) => requestAnimationFrame(then))')
        }
        assert.ok((await page.locator('[data-row-link]').count()) < 100)
      }
      await page.getByText('250 events, that is all').waitFor()
      assert.ok(asked.length <= 3, asked.join('\n'))
    })
  })

  test('whoever loads the page again, or goes on to a session and comes back, is at the row where he was', () =>
    ui.journey('/explore?q=session_id:pages&order=asc', async (page) => {
      const table = page.getByRole('table', { name: 'Events', exact: true })
      const isWhere = () => comesTo(() => table.evaluate((element) => element.scrollTop), placePx)
      const placePx = 180 * 30 + 10
      const row = table.getByRole('row', { name: 'pages 181' })
      while ((await row.count()) === 0) {
        await table.evaluate((element, top) => element.scrollTo(0, top), placePx)
        await page.evaluate('new Promise((then) => requestAnimationFrame(then))')
      }
      await isWhere()
      await page.reload()
      await row.waitFor()
      await isWhere()
      await row.getByRole('link', { name: 'pages', exact: true }).click()
      await page.waitForURL(/\/sessions\/pages/)
      for (const _ of [1, 2]) {
        await page.goBack()
        await row.waitFor()
        await isWhere()
        await page.goForward()
        await page.waitForURL(/\/sessions\/pages/)
      }
    }))
})

function headsOf(page: Page): Promise<string[]> {
  return page.getByRole('table', { name: 'Events', exact: true }).getByRole('columnheader').allTextContents()
}

async function widthOf(page: Page, head: string): Promise<number> {
  const box = await page.getByRole('columnheader', { name: head }).boundingBox()
  return Math.round(box?.width ?? 0)
}
