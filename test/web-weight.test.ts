import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { openUi, type Ui, visit, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

const bytesMax = 200_000
/** So soon after its list Explore begins to load its chart. */
const chartDueMs = 60

describe('the UI, its weight', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, call('call-1', 0))
  })
  after(() => ui?.end())

  const first = { '/live': '[data-row-link]', '/explore': '[data-row-link]' }
  for (const [path, whole] of Object.entries(first)) {
    test(`the first load of ${path}, with all that is seen of it, takes at most 200 kB of script`, async () => {
      const { page, context } = await visit(ui.browser, ui.server.url, { key: ui.server.key })
      const scripts = new Map<string, Promise<Buffer>>()
      page.on('response', (response) => {
        if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body())
      })
      // Its clock goes on only by our hand, and slowly, so that what is loaded at leisure is not loaded yet on a slow machine.
      await page.clock.install()
      await page.clock.pauseAt(Date.now() + 1000)
      const goOnUntil = async (selector: string, pauseMs: number) => {
        while ((await page.locator(selector).count()) === 0) {
          await page.clock.runFor(1)
          await sleep(pauseMs)
        }
      }
      await page.goto(path)
      await goOnUntil('[data-row-link]', 10)
      await page.clock.runFor(chartDueMs)
      await goOnUntil(whole, 50)
      const sizes: [string, number][] = []
      for (const [url, script] of scripts) sizes.push([new URL(url).pathname, gzipSync(await script).length])
      const bytes = sizes.reduce((sum, [, size]) => sum + size, 0)
      assert.ok(sizes.length > 2)
      const largest = sizes.sort((a, b) => b[1] - a[1]).slice(0, 12)
      assert.ok(bytes <= bytesMax, `${bytes} bytes; the largest: ${largest.map((one) => one.join(' ')).join(', ')}`)
      await context.close()
    })
  }
})
