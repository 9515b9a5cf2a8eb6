import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { EventInput } from '@occur/client/protocol'
import { focused, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send, series } from './example-events.ts'

const realData = join(import.meta.dirname, '../../shared/data/airline-sessions.ndjson')

describe('the UI, a session', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
  })
  after(() => ui?.end())

  test('from the list of sessions one gets to a session, which reads as the dialogue that it was', () =>
    ui.journey('/sessions', async (page) => {
      await page.getByRole('link', { name: 'call-2' }).click()
      await page.getByRole('heading', { name: 'call-2', level: 1 }).waitFor()
      const rows = page.getByRole('article').filter({ hasNot: page.getByRole('article') })
      await rows.last().getByText('Session ended').waitFor()
      const told = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())
      assert.deepEqual(
        told.map((text) => text.replace(/ [0-9]+ ms$/, '')),
        [
          '00:00 Session started',
          '00:04 User A slot on Friday, please.',
          '00:06 Agent Let me look.',
          '00:07 find_slot day: Friday failed',
          '00:10 Agent Nothing is free on Friday. I hand you over.',
          '50 s pause 01:00 Transferred to a person 650 ms Wants Friday, nothing is free. transfer_to_human',
          '01:02 Session ended goal_met true',
        ],
      )
      const facts = page.getByRole('region', { name: 'Session' }).locator('dl')
      for (const fact of ['+18042221111', 'dental', 'Voice (SIP)', 'ticket-call-2', '1 m 02 s']) {
        await facts.getByText(fact).waitFor()
      }
      const call = page.getByRole('button', { name: /^find_slot/ })
      await call.click()
      await page.getByRole('region', { name: 'Arguments' }).getByText('Friday').waitFor()
      await page.getByRole('region', { name: 'Error' }).getByText('calendar is down').waitFor()
      await page.getByRole('region', { name: 'Result' }).getByText('slots').waitFor()
    }))

  test('a session is read by view, by word and by keyboard', () =>
    ui.journey('/sessions/call-2?show=problems', async (page) => {
      const rows = page.getByRole('article')
      await rows.nth(1).waitFor()
      assert.equal(await rows.count(), 2)
      await page.getByRole('button', { name: 'Dialogue' }).click()
      await page.getByText('4 of 7').waitFor()
      await page.getByRole('button', { name: 'All', exact: true }).click()
      await page.getByRole('searchbox', { name: 'Find in this session' }).fill('calendar')
      await page.getByText('1 of 7').waitFor()
      await page.getByRole('button', { name: 'Clear search' }).click()
      await rows.nth(6).waitFor()
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await focused(page, rows.nth(1))
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary', { name: 'Event' })
      await panel.getByRole('heading', { name: 'user-message' }).waitFor()
      await page.keyboard.press('j')
      await panel.getByRole('heading', { name: 'agent-message' }).waitFor()
    }))

  test('ten thousand events of one session are read with only a handful of them made', async () => {
    await send(ui.server, series('long', 10_000))
    await ui.journey('/sessions/long', async (page) => {
      await page.locator('article[aria-setsize="10000"]').first().waitFor()
      assert.ok((await page.getByRole('article').count()) < 100)
      await page.evaluate('document.querySelector(`section[aria-label=Session]`).scrollTo(0, 1e9)')
      await page.getByText('long 9999', { exact: true }).waitFor()
    })
  })

  test('a real session reads as the conversation that it was', {
    skip: existsSync(realData) ? false : `there is no real data at ${realData}`,
  }, async () => {
    const lines = readFileSync(realData, 'utf8').trim().split('\n')
    const id = 'airline-task36-trial2'
    const events = lines.map((line) => JSON.parse(line) as EventInput).filter(({ session_id }) => session_id === id)
    await send(ui.server, events)
    await ui.journey(`/sessions/${id}`, async (page) => {
      await page.locator(`article[aria-setsize="${events.length}"]`).first().waitFor()
      const told: string[] = []
      for (let row = 0; row < events.length; row++) {
        await page.keyboard.press('j')
        const article = page.locator(`article[aria-posinset="${row + 1}"]`)
        await focused(page, article)
        told.push((await article.textContent()) ?? '')
      }
      for (const [row, { type, attributes }] of events.entries()) {
        const speaker = type === 'user-message' ? 'User' : type === 'agent-message' ? 'Agent' : ''
        assert.ok(told[row]?.includes(speaker), told[row])
        if (speaker) assert.ok(plain(told[row] ?? '').includes(plain(String(attributes?.text))), told[row])
      }
    })
  })
})

function plain(text: string): string {
  return text.replace(/[\s*`]+/g, ' ').trim()
}
