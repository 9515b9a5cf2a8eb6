import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { openUi, type Ui, visit, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

/** Until all is there that is seen. */
const firstBytesMax = 200_000
/** With what is loaded at leisure, so that it is there when somebody reaches for it. */
const wholeBytesMax = 300_000
/** After so long everything has been asked for that is loaded at leisure. */
const leisureMs = 5000

describe('the UI, its weight', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, call('call-1', 0))
  })
  after(() => ui?.end())

  const seen = { '/live': ['[data-row-link]'], '/explore': ['[data-row-link]', '[aria-label=Histogram] canvas'] }
  for (const [path, selectors] of Object.entries(seen)) {
    test(`the first load of ${path}, with all that is seen of it, takes at most 200 kB of script`, async () => {
      const { page, context } = await visit(ui.browser, ui.server.url, { key: ui.server.key })
      const scripts = new Map<string, Promise<Buffer>>()
      page.on('response', (response) => {
        if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body())
      })
      // Its clock goes on only by our hand, and slowly, so that what is loaded at leisure is not loaded yet on a slow machine.
      await page.clock.install()
      await page.clock.pauseAt(Date.now() + 1000)
      await page.goto(path)
      for (const selector of selectors) await goOnUntil(page, selector)
      assert.ok(scripts.size > 2)
      await takesAtMost(firstBytesMax, scripts)
      await page.clock.runFor(leisureMs)
      await page.waitForLoadState('networkidle')
      page.removeAllListeners('response')
      await takesAtMost(wholeBytesMax, scripts)
      await context.close()
    })
  }
})

async function goOnUntil(page: Page, selector: string): Promise<void> {
  while ((await page.locator(selector).count()) === 0) {
    await page.clock.runFor(1)
    await sleep(25)
  }
}

async function takesAtMost(bytesMax: number, scripts: ReadonlyMap<string, Promise<Buffer>>): Promise<void> {
  const sizes: [string, number][] = []
  for (const [url, script] of scripts) sizes.push([new URL(url).pathname, gzipSync(await script).length])
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0)
  const largest = sizes.sort((a, b) => b[1] - a[1]).slice(0, 12)
  assert.ok(bytes <= bytesMax, `${bytes} bytes; the largest: ${largest.map((one) => one.join(' ')).join(', ')}`)
}
