import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ApiKey, CreatedApiKey, IngestReport } from '@occur/client/protocol'
import { openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

describe('the UI, settings', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, call('call-1', 0))
  })
  after(() => ui?.end())

  const api = async <Answered>(path: string, body?: unknown, key = ui.server.key, method = body ? 'POST' : 'GET') => {
    const answer = await fetch(`${ui.server.url}/api/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Answered }
  }
  const keyFor = async (name: string, scopes: string[]) =>
    (await api<CreatedApiKey>('keys/', { name, scopes })).body.secret
  const statusOf = async (key: string) => (await api('whoami', undefined, key)).status

  test('a key is made for what it is for, seen once, and works', () =>
    ui.journey('/settings/keys', async (page) => {
      await page.getByRole('button', { name: 'Create a key' }).click()
      const form = page.getByRole('dialog', { name: 'Create a key' })
      await form.getByLabel('Name').fill('night <b>report</b>')
      await form.getByLabel(/^Send events/).uncheck()
      await form.getByLabel(/^Read/).check()
      await form.getByLabel('It ends').selectOption('After 30 days')
      await form.getByRole('button', { name: 'Create key' }).click()
      const shown = page.getByRole('dialog', { name: /night <b>report/ })
      const secret = (await shown.getByRole('region', { name: 'The key' }).textContent())?.trim() ?? ''
      await page.keyboard.press('Escape')
      await shown.getByRole('button', { name: 'I have copied it' }).click()
      await shown.waitFor({ state: 'detached' })
      assert.equal(await statusOf(secret), 200)
      const row = page.getByRole('row').filter({ hasText: 'night <b>report</b>' })
      await row.getByText('read', { exact: true }).waitFor()
      const [key] = (await api<{ items: ApiKey[] }>('keys/')).body.items
      const days = (Date.parse(key?.expires_at ?? '') - Date.parse(key?.created_at ?? '')) / 86_400_000
      assert.ok(Math.abs(days - 30) < 0.1, String(days))
      await page.reload()
      await row.waitFor()
      assert.equal((await page.content()).includes(secret), false)
    }))

  test('revoking a key says what it breaks, and breaks it', async () => {
    const secret = await keyFor('phone agent', ['ingest'])
    await ui.journey('/settings/keys', async (page) => {
      await page.getByRole('button', { name: 'Revoke phone agent' }).click()
      const asked = page.getByRole('dialog', { name: 'Revoke “phone agent”?' })
      await asked.getByText('Whoever sends events with it is refused').waitFor()
      await asked.getByRole('button', { name: 'Keep it' }).click()
      assert.equal(await statusOf(secret), 200)
      await page.getByRole('button', { name: 'Revoke phone agent' }).click()
      await asked.getByRole('button', { name: 'Revoke key' }).click()
      await asked.waitFor({ state: 'detached' })
      await page.getByText('revoked or expired').click()
      await page.getByRole('table', { name: 'Revoked and expired keys' }).getByText('phone agent').waitFor()
      assert.equal(await statusOf(secret), 401)
    })
  })

  test('whoever revokes the key that he signed in with is warned, and asked for another', async () => {
    const secret = await keyFor('mine', ['admin'])
    await ui.journey(
      '/settings/keys',
      async (page) => {
        await page.getByRole('row').filter({ hasText: 'mine' }).getByText('yours').waitFor()
        await page.getByRole('button', { name: 'Revoke mine' }).click()
        await page.getByText('You signed in with it').waitFor()
        await page.getByRole('button', { name: 'Revoke key' }).click()
        await page.getByRole('heading', { name: 'Sign in to Occur' }).waitFor()
      },
      { key: secret },
    )
  })

  test('a key without the scope sees who may what, and nothing to press', async () => {
    const reader = await keyFor('reader', ['read'])
    await ui.journey(
      '/settings/keys',
      async (page) => {
        await page.getByText('Your key may not manage keys').waitFor()
        await page.getByRole('row', { name: /^Create and revoke keys/ }).waitFor()
        assert.equal(await page.getByRole('button', { name: 'Create a key' }).count(), 0)
        await page.getByRole('link', { name: 'About' }).click()
        await page.getByText('told to keys with the scope admin').waitFor()
      },
      { key: reader },
    )
  })

  test('a rejected event is read, corrected and replayed', async () => {
    const sent = [{ timestamp: 'yesterday', session_id: 'mended', type: 'note', attributes: { amount: 5 } }]
    await api<IngestReport>('events/', sent)
    await ui.journey('/settings/rejected', async (page) => {
      await page.getByRole('row').filter({ hasText: 'yesterday' }).getByRole('link').click()
      const panel = page.getByRole('complementary', { name: 'Rejected event' })
      await panel.getByText('is not an RFC 3339 date-time').waitFor()
      await panel.getByRole('region', { name: 'The text as it was sent' }).getByText('"yesterday"').waitFor()
      await page.reload()
      const editor = panel.getByRole('textbox', { name: 'Correct it, and send it again' })
      await panel.getByRole('button', { name: 'Replay as it was' }).click()
      await panel.getByText('It was refused again').waitFor()
      const text = await editor.inputValue()
      await editor.fill(text.replace('"yesterday"', 'yesterday'))
      await panel.getByText('Not JSON').waitFor()
      await editor.fill(text.replace('yesterday', '2026-03-02T14:00:00Z'))
      await panel.getByRole('button', { name: 'Replay as corrected' }).click()
      await panel.getByText('It is stored').waitFor()
      await page.getByText('Nothing waits here').waitFor()
      await page.getByRole('button', { name: 'All', exact: true }).click()
      await page.getByRole('row').filter({ hasText: 'yesterday' }).waitFor()
    })
    const { body } = await api<{ total_count: number }>('events/?limit=0&q=session:mended')
    assert.equal(body.total_count, 1)
  })

  test('all that wait are replayed at once, and it is told what became of them', async () => {
    await api('events/', [{ timestamp: 'a' }, { timestamp: 'b' }, { timestamp: 'c' }])
    await ui.journey('/settings/rejected', async (page) => {
      await page.getByRole('button', { name: 'Replay all' }).click()
      const dialog = page.getByRole('dialog', { name: 'Replay all that wait' })
      await dialog.getByRole('button', { name: 'Replay all' }).click()
      await dialog.getByText('3 of 3 events sent again, 0 stored, 3 refused again.').waitFor()
    })
  })

  test('views are opened, renamed with all that name them, and deleted unless others name them', async () => {
    await api('views/', { name: 'lookups', of: 'events', q: 'source_id:find_slot', description: 'Slots looked for' })
    await api('views/', { name: 'both', of: 'events', q: 'view:lookups OR type:human-transfer' })
    await ui.journey('/settings/views', async (page) => {
      await page.getByRole('button', { name: 'Rename lookups' }).click()
      const rename = page.getByRole('dialog', { name: 'Rename lookups' })
      await rename.getByText('The view that names it follows: both').waitFor()
      await rename.getByLabel('Name').fill('slots')
      await rename.getByRole('button', { name: 'Rename' }).click()
      await page.getByText('view:slots OR type:human-transfer').waitFor()
      await page.getByRole('button', { name: 'Delete slots' }).click()
      const remove = page.getByRole('dialog', { name: 'Delete slots?' })
      await remove.getByText('It cannot be deleted while other views name it: both').waitFor()
      assert.equal(await remove.getByRole('button', { name: 'Delete view' }).count(), 0)
      await remove.getByRole('button', { name: 'Keep it' }).click()
      await page.getByRole('button', { name: 'Delete both' }).click()
      await page.getByRole('button', { name: 'Delete view' }).click()
      await page.getByRole('link', { name: 'both' }).waitFor({ state: 'detached' })
      await page.getByRole('link', { name: 'slots' }).click()
      await page.getByText('find_slot()').first().waitFor()
      assert.match(new URL(page.url()).search, /q=view:slots/)
    })
    assert.equal((await api('views/lookups')).status, 404)
  })

  test('about tells versions, counts and the disk', () =>
    ui.journey('/settings/about', async (page) => {
      await page.getByText(/ClickHouse \d+\.\d+.*of its own/).waitFor()
      await page.getByText(/used by Occur, all projects together/).waitFor()
      for (const [name, count] of [
        ['Sessions', '2'],
        ['People', '1'],
      ] as const) {
        await page
          .locator('dl > div', { has: page.getByText(name, { exact: true }) })
          .getByText(count, { exact: true })
          .waitFor()
      }
    }))
})
