import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsInBothThemes, faultsOf, openUi, type Ui, visit, whyNoBrowser } from './browser.ts'
import { call, post, send } from './example-events.ts'

const realData = join(import.meta.dirname, '../../shared/data/airline-sessions.ndjson')

/** Every screen, with something to see; lists are narrowed to a few rows: a hundred alike have no other faults. */
const few = 'q=user_id:%22%2B18042221111%22'
const screens = [
  '/dashboard',
  `/live?${few}`,
  `/explore?${few}`,
  `/explore?${few}&event=call-1-3`,
  `/sessions?${few}`,
  '/sessions/call-2',
  '/sessions/airline-task36-trial2',
  `/people?${few}`,
  '/people/%2B18042221111',
  `/conversations?${few}`,
  '/conversations/ticket-call-1',
  '/insights',
  '/insights?by=type',
  '/settings/general',
  '/settings/keys',
  '/settings/rejected',
  '/settings/views',
  '/settings/about',
  '/nowhere',
]

const openings: Record<string, (page: Page) => Promise<unknown>> = {
  'the command palette': (page) => page.keyboard.press('Control+k'),
  'the command palette, which has found something,': async (page) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or go to' }).fill('call-')
    await page.getByRole('group', { name: 'Found' }).getByRole('option').nth(1).waitFor()
  },
  'the help sheet': (page) => page.keyboard.press('?'),
  'the account menu': (page) => page.getByRole('button', { name: /account menu/ }).click(),
  'the form for a key': async (page) => {
    await page.goto('/settings/keys')
    await page.getByRole('button', { name: 'Create a key' }).click()
  },
  'the question before a key is revoked': async (page) => {
    await page.goto('/settings/keys')
    await page
      .getByRole('button', { name: /^Revoke/ })
      .first()
      .click()
  },
  'the form for a new name of a view': async (page) => {
    await page.goto('/settings/views')
    await page.getByRole('button', { name: 'Rename failed' }).click()
  },
  'the choice of a time': async (page) => {
    await page.goto(`/sessions?${few}`)
    await page.getByRole('button', { name: /^Time range/ }).click()
  },
  'a rejected event': async (page) => {
    await page.goto('/settings/rejected')
    await page.locator('[data-row-link]').first().click()
    await page.getByRole('heading', { name: 'Why it was refused' }).waitFor()
  },
}

const nextFrame = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))'

describe('the UI and axe', { skip: whyNoBrowser }, () => {
  let ui: Ui
  let page: Page
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
    // Real sessions where there are some: a screen without them has less to find fault with.
    if (existsSync(realData)) {
      const events = readFileSync(realData, 'utf8').trim().split('\n').slice(0, 1500)
      await post(ui.server, `[${events.join(',')}]`)
    }
    const headers = { Authorization: `Bearer ${ui.server.key}`, 'Content-Type': 'application/json' }
    const body = { name: 'failed', of: 'events', q: 'attributes.ok:false', description: 'What failed' }
    await fetch(`${ui.server.url}/api/v1/views/`, { method: 'POST', headers, body: JSON.stringify(body) })
    await fetch(`${ui.server.url}/api/v1/events/`, { method: 'POST', headers, body: '[{"timestamp":"yesterday"}]' })
    page = (await visit(ui.browser, ui.server.url, { key: ui.server.key })).page
  })
  after(() => ui?.end())

  for (const path of screens) {
    test(`finds nothing on ${path}, in light, dark, and on a phone`, async () => {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(path)
      await settled(page)
      assert.deepEqual(await faultsInBothThemes(page), [])
      await page.setViewportSize({ width: 390, height: 800 })
      await settled(page)
      assert.deepEqual(await faultsOf(page), [], '390 px')
    })
  }

  for (const [name, open] of Object.entries(openings)) {
    test(`finds nothing when ${name} is open`, async () => {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto('/settings/about')
      await settled(page)
      await open(page)
      await page.locator('[role=dialog], [role=menu], aside').first().waitFor()
      assert.deepEqual(await faultsInBothThemes(page), [])
    })
  }

  for (const [who, path, scope, shown] of [
    ['a newcomer is', '/', 'admin', 'Send your first event'],
    ['a key may not read', '/people', 'ingest', 'Your key may not read this'],
  ] as const) {
    test(`finds nothing where ${who}`, async () => {
      const project = ['--project', `axe-${scope}`]
      const { stdout } = await ui.workplace.run(['keys', 'create', '--name', 'x', '--scope', scope, ...project])
      const { page: other, context } = await visit(ui.browser, ui.server.url, { key: stdout.trim() })
      await other.goto(path)
      await other.getByRole('heading', { name: shown }).waitFor()
      assert.deepEqual(await faultsInBothThemes(other), [])
      await context.close()
    })
  }

  test('finds nothing where one signs in', async () => {
    const { page: stranger, context } = await visit(ui.browser, ui.server.url)
    await stranger.goto('/')
    await stranger.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
    assert.deepEqual(await faultsInBothThemes(stranger), [])
    await context.close()
  })
})

/** Shows what it has to show. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog')).first().waitFor()
  const loading = page.locator('[role=status]').filter({ hasText: /^Loading/ })
  while ((await loading.count()) > 0) await page.evaluate(nextFrame)
}
