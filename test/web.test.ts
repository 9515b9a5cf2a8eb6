import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openUi, type Ui, visit, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

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
    ui.journey('/explore', async (page) => {
      await page.locator('[data-row-link]').first().waitFor()
      await page.getByRole('button', { name: /account menu/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
      assert.equal(await page.locator('[data-row-link]').count(), 0)
      await page.goBack()
      await page.goto('/explore')
      await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
    }))
})
