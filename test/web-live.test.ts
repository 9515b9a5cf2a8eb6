import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { openUi, type Ui, visit, whyNoBrowser } from './browser.ts'
import { send, series } from './example-events.ts'

describe('the UI, live', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
  })
  after(() => ui?.end())

  const shownIn = async (page: Page, region: string) =>
    ((await page.getByRole('region', { name: region }).textContent()) ?? '').trim()

  /** Runs what the page shows, as it stands there, where one would run it: beside the data folder. */
  const run = async (program: string, ...args: string[]) => {
    const { folder, data } = ui.workplace
    if (!existsSync(join(folder, 'occur-data'))) symlinkSync(data, join(folder, 'occur-data'))
    const { stdout } = await promisify(execFile)(program, args, { cwd: folder })
    return stdout
  }

  test('an empty project shows how to send an event, and becomes the live feed when the first one comes', () =>
    ui.journey('/live', async (page) => {
      await page.getByRole('heading', { name: 'Send your first event' }).waitFor()
      const command = await shownIn(page, 'curl command')
      assert.match(await run('sh', '-c', command), /"accepted":1/)
      await page.getByRole('link', { name: 'Hello, Occur' }).waitFor()
      assert.equal(await page.getByRole('heading', { name: 'Send your first event' }).count(), 0)
    }))

  test('a newcomer begins at the dashboard, makes a key for a sender, and sees the dashboard by itself', async (t) => {
    const made = await ui.workplace.run(['keys', 'create', '--name', 'new', '--scope', 'admin', '--project', 'new'])
    const key = /occ_\S+/.exec(made.stdout)?.[0] ?? assert.fail(made.stderr)
    const go = async (page: Page) => {
      await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor()
      await page.getByRole('button', { name: 'Make a key' }).click()
      const secret = await shownIn(page, 'The key')
      const programs: string[] = []
      for (const way of ['Python', 'Node.js']) {
        await page.getByRole('button', { name: way }).click()
        programs.push(await shownIn(page, `${way} command`))
      }
      for (const program of programs) assert.ok(program.includes(secret))
      const [python = '', node = ''] = programs
      assert.match(await run(process.execPath, '--input-type=module', '--eval', node), /^201/)
      await page.getByRole('region', { name: 'Dashboard' }).waitFor()
      await page.getByRole('button', { name: 'Time range: Last 24 hours' }).waitFor()
      if (spawnSync('python3', ['--version']).status === 0) assert.match(await run('python3', '-c', python), /^201/)
      else t.diagnostic('There is no python3 here to run the program in Python')
    }
    await ui.journey('/', go, { key })
  })

  test('a session that is still going on grows while it is read', async () => {
    const now = Date.now()
    const at = (ms: number) => new Date(now + ms).toISOString()
    const said = (event_id: string, ms: number, text: string) => ({
      ...{ event_id, session_id: 'going-on', timestamp: at(ms), category: 'conversation', type: 'user-message' },
      attributes: { text },
    })
    await send(ui.server, [said('g1', -3000, 'Hello?')])
    await ui.journey('/sessions/going-on', async (page) => {
      await page.getByText('Running').waitFor()
      await send(ui.server, [said('g3', -1000, 'Anybody there?')])
      await page.getByText('Anybody there?').waitFor()
      await send(ui.server, [said('g2', -2000, 'Is this on?')])
      await page.getByText('Is this on?').waitFor()
      const texts = await page.getByRole('article').locator('p').allInnerTexts()
      assert.deepEqual(texts, ['Hello?', 'Is this on?', 'Anybody there?'])
      await send(ui.server, [{ ...said('g4', 0, ''), type: 'session-end', category: 'session', description: 'Over' }])
      await page.getByText('Running').waitFor({ state: 'detached' })
    })
  })

  test('the live feed shows events as they come, holds still while paused, and then misses none', () =>
    ui.journey('/live?q=session_id:feed', async (page) => {
      await page.getByText('Connected').waitFor()
      await send(ui.server, series('feed', 3))
      await page.getByText('feed 2', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Pause' }).click()
      await send(ui.server, series('feed', 40, 3))
      await page.getByRole('button', { name: 'Resume, 40 new events' }).waitFor()
      assert.equal(await page.locator('[data-row-link]').count(), 3)
      await page.getByRole('button', { name: /^Resume/ }).click()
      await page.getByText('feed 42', { exact: true }).waitFor()
      const table = page.getByRole('table', { name: 'Live events' })
      assert.equal(await table.getAttribute('aria-rowcount'), String(43 + 1))
      const seen = new Set<string>()
      for (let top = 0; seen.size < 43; top = (top + 300) % 3000) {
        await table.evaluate((element, top) => ((element as unknown as { scrollTop: number }).scrollTop = top), top)
        await page.evaluate('new Promise(requestAnimationFrame)')
        for (const text of await page.locator('[data-row-link]').allInnerTexts()) seen.add(text)
      }
    }))

  test('however much arrives, few rows are drawn a few times a second; a pause holds them, and loses none', () =>
    ui.journey('/live?q=session_id:crowd', async (page) => {
      await page.getByText('Connected').waitFor()
      await send(ui.server, series('crowd', 1))
      await page.getByText('crowd 0', { exact: true }).waitFor()
      const table = page.getByRole('table', { name: 'Live events' })
      const isHeld = (count: number) => page.locator(`[role=table][aria-rowcount="${count + 1}"]`).waitFor()
      await page.evaluate(`{
        const drawn = (window.drawn = { times: 0, rowsMax: 0, sinceMs: performance.now() })
        new MutationObserver(() => {
          drawn.times += 1
          drawn.rowsMax = Math.max(drawn.rowsMax, document.querySelectorAll('[data-row-link]').length)
        }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })
      }`)
      for (let sent = 1; sent < 4001; sent += 100) await send(ui.server, series('crowd', 100, sent))
      await isHeld(4001)
      const { times, rowsMax, ms } = (await page.evaluate(
        '({ ...drawn, ms: performance.now() - drawn.sinceMs })',
      )) as Record<'times' | 'rowsMax' | 'ms', number>
      assert.ok(rowsMax < 60, `${rowsMax} rows`)
      assert.ok(times < 20 + (2 * ms) / 100, `drawn ${times} times in ${ms} ms`)

      await page.getByRole('button', { name: 'Pause' }).click()
      const top = async () => (await page.locator('[data-row-link]').allInnerTexts()).slice(0, 20)
      const rows = await top()
      for (let sent = 4001; sent < 7001; sent += 500) await send(ui.server, series('crowd', 500, sent))
      await page.getByRole('button', { name: 'Resume, 3,000 new events' }).waitFor()
      assert.deepEqual(await top(), rows)
      await page.getByRole('button', { name: /^Resume/ }).click()
      await isHeld(5000)
      await page.getByText('crowd 7000', { exact: true }).waitFor()
      await page.getByText('Showing the newest 5,000 events of 7,001 arrivals').waitFor()
      await table.press('End')
      await page.getByText('crowd 2001', { exact: true }).waitFor()
    }))

  test('the live feed is narrowed while it runs', () =>
    ui.journey('/live', async (page) => {
      await page.getByText('Connected').waitFor()
      await send(ui.server, series('wide', 2))
      await page.getByText('wide 1', { exact: true }).waitFor()
      await page.getByRole('combobox', { name: 'Filter' }).fill('session:narrow')
      await page.keyboard.press('Enter')
      await page.getByText('wide 1', { exact: true }).waitFor({ state: 'detached' })
      await page.getByText('No event has passed this filter yet').waitFor()
      await page.getByText('Connected').waitFor()
      await send(ui.server, [...series('wide', 2, 2), ...series('narrow', 2)])
      await page.getByText('narrow 1', { exact: true }).waitFor()
      assert.equal(await page.locator('[data-row-link]').count(), 2)
      await page.getByRole('button', { name: 'Clear filter' }).click()
      await page.locator('[data-row-link]').nth(2).waitFor()
      await page.getByText('Connected').waitFor()
      await send(ui.server, series('wide', 1, 4))
      await page.getByText('wide 4', { exact: true }).waitFor()
    }))

  test('the live feed says that the server is gone, and comes back with what was sent meanwhile', async () => {
    const first = ui.server
    const { page, context } = await visit(ui.browser, first.url, { key: first.key })
    await send(first, series('restart', 2))
    await page.goto('/live?q=session_id:restart')
    await page.getByText('restart 1', { exact: true }).waitFor()
    await page.getByText('Connected').waitFor()
    await first.stop()
    await page.getByText(/Reconnecting|Connection lost/).waitFor()
    await page.getByText('restart 1', { exact: true }).waitFor()
    const second = await ui.workplace.serve(first.port)
    await send(second, series('restart', 30, 2))
    await page.getByText('Connected').waitFor()
    await page.getByText('restart 31', { exact: true }).waitFor()
    const table = page.getByRole('table', { name: 'Live events' })
    assert.equal(await table.getAttribute('aria-rowcount'), String(32 + 1))
    await context.close()
  })
})
