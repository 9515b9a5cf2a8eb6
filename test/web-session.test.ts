import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { EventInput } from '@occur/client/protocol'
import { focused, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

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
          '00:06 Agent after 2.0 s Let me look.',
          '00:07 find_slot day: Friday failed 412 ms calendar is down',
          '00:10 Agent Nothing is free on Friday. I hand you over.',
          '49 s of silence 01:00 Transferred to a person 650 ms Wants Friday, nothing is free. transfer_to_human',
          '01:02 Session ended goal_met true',
        ],
      )
      const facts = page.getByRole('main').locator('dl').first()
      for (const fact of [
        'Transferred to a person',
        '+18042221111',
        'dental',
        'Voice (SIP)',
        'ticket-call-2',
        '1 m 02 s',
      ]) {
        await facts.getByText(fact).waitFor()
      }
      await page.getByRole('button', { name: 'Why Wants Friday, nothing is free.' }).waitFor()
      const call = page.getByRole('button', { name: /^find_slot day/ })
      await call.click()
      await page.getByRole('region', { name: 'Arguments' }).getByText('Friday').waitFor()
      await page.getByRole('region', { name: 'Error' }).getByText('calendar is down').waitFor()
      await page.getByRole('region', { name: 'Result' }).getByText('slots').waitFor()
    }))

  test('a session is read by view and by keyboard, each event with all of it beside the conversation', () =>
    ui.journey('/sessions/call-2?show=problems', async (page) => {
      const rows = page.getByRole('article')
      await rows.nth(1).waitFor()
      assert.equal(await rows.count(), 2)
      await page.getByRole('button', { name: 'Dialogue' }).click()
      await page.getByText('4 of 7 events').waitFor()
      await page.getByRole('button', { name: 'All', exact: true }).click()
      await rows.nth(6).waitFor()
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await focused(rows.nth(1))
      await page.keyboard.press('k')
      await focused(rows.nth(0))
      await page.keyboard.press('j')
      await focused(rows.nth(1))
      await page.keyboard.press('Enter')
      const panel = page.getByRole('complementary', { name: 'Event' })
      await panel.getByRole('heading', { name: 'user-message' }).waitFor()
      await page.keyboard.press('j')
      await panel.getByRole('heading', { name: 'agent-message' }).waitFor()
      // A neighbour that is opened is also where one is in the conversation.
      await panel.getByRole('link', { name: /Nothing is free/ }).click()
      await page.locator('[role=slider][aria-valuenow="5"]').waitFor()
      await page.keyboard.press('Escape')
      await panel.waitFor({ state: 'detached' })
    }))

  test('a filter marks what it finds, leads from find to find, and can hide the rest', () =>
    ui.journey('/sessions/call-2?q=calendar+errors%3E0', async (page) => {
      // What is asked of sessions as a whole says nothing about their events.
      const filter = page.getByRole('textbox', { name: 'Filter' }).or(page.getByRole('combobox', { name: 'Filter' }))
      assert.equal(await filter.inputValue(), 'calendar')
      await page.getByText('1 match', { exact: true }).waitFor()
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('n')
      await focused(page.getByRole('article', { name: '00:07, Tool call, failed, fits the filter' }))
      await page.getByText('1 of 1 match').waitFor()
      await page.getByRole('checkbox', { name: 'Only matches' }).check()
      await page.getByText('1 of 7 events').waitFor()
      await page.keyboard.press('Escape')
      await filter.fill('tpye:x')
      await filter.press('Enter')
      await page.getByText('there is no field "tpye"').waitFor()
    }))

  test('errors and transfers are a key away, and the address leads back to the moment', () =>
    ui.journey('/sessions/call-2', async (page) => {
      await page.getByRole('article').nth(6).waitFor()
      await page.keyboard.press('e')
      await focused(page.getByRole('article', { name: '00:07, Tool call, failed' }))
      await page.keyboard.press('t')
      await focused(page.getByRole('article', { name: '01:00, Transfer' }))
      await page.waitForURL(/at=2026-03-02T14:06:00Z/)
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: 'Copy link to this moment' }).click()
      await page.getByRole('button', { name: 'Copied' }).waitFor()
      await page.goto(String(await page.evaluate('navigator.clipboard.readText()')))
      await page.getByRole('slider', { name: 'Moment' }).and(page.locator('[aria-valuenow="6"]')).waitFor()
      await page.keyboard.press('E')
      const call = page.getByRole('article', { name: '00:07, Tool call, failed' })
      await focused(call)
      await page.keyboard.press('x')
      await call.getByRole('region', { name: 'Error' }).getByText('calendar is down').waitFor()
      // What failed and what was transferred stands out on the timeline: each has a line through its lanes, and a mark on it.
      const marks = page.getByRole('region', { name: 'Timeline' }).locator('svg [data-kind]')
      const kinds = await marks.evaluateAll((paths: Marked[]) =>
        paths.filter((path) => path.getAttribute('d')).map((path) => path.getAttribute('data-kind')),
      )
      assert.deepEqual(kinds, ['error', 'transfer', 'error', 'transfer', 'error', 'transfer'])
    }))

  test('an event that is opened has a place in the way back', () =>
    ui.journey('/sessions', async (page) => {
      await page.getByRole('link', { name: 'call-2' }).click()
      await page.getByRole('article').nth(6).waitFor()
      await page.getByRole('article').nth(3).getByRole('button', { name: '00:07' }).click()
      const panel = page.getByRole('complementary', { name: 'Event' })
      await panel.waitFor()
      await page.goBack()
      await panel.waitFor({ state: 'detached' })
      await page.goForward()
      await panel.getByText('calendar is down').first().waitFor()
      await page.goBack()
      await page.goBack()
      await page.getByRole('link', { name: 'call-1' }).waitFor()
    }))

  test('a result of two hundred thousand characters is shown in part, and all of it in a room of its own', async () => {
    const result = 'one word after the other '.repeat(8000)
    const facts = { session_id: 'wordy', source: 'tool-call', source_id: 'read_log' }
    const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 15, 0, second)).toISOString()
    await send(ui.server, [
      { ...facts, timestamp: at(0), attributes: { arguments: result, result, ok: true } },
      { ...facts, timestamp: at(1), attributes: { result: 'short', ok: true } },
    ])
    await ui.journey('/sessions/wordy', async (page) => {
      const call = page.getByRole('article').first()
      await call.getByRole('button', { name: /^read_log/ }).click()
      const ofResult = call.getByRole('region', { name: 'Result', exact: true })
      await ofResult.getByRole('button', { name: 'show all 200,000 characters' }).click()
      const whole = ofResult.getByRole('region', { name: 'All of the text' })
      assert.equal((await whole.textContent())?.length, result.length)
      const { height = 0 } = (await call.boundingBox()) ?? {}
      assert.ok(height < 1200, `it is ${height} high`)
      assert.ok(((await call.getByRole('button', { name: /^read_log/ }).textContent()) ?? '').length < 400)
    })
  })

  test('beside it are its tools, sessions like it and those of the same person; its events can be had as a file', () =>
    ui.journey('/sessions/call-2', async (page) => {
      const about = page.getByRole('region', { name: 'About this session' })
      await about.getByRole('button', { name: 'Tools' }).click()
      await about.getByRole('row', { name: 'find_slot 1 1 412 ms 412 ms' }).waitFor()
      await about.getByRole('button', { name: 'This person' }).click()
      await about.getByRole('listitem').filter({ hasText: 'call-1' }).waitFor()
      await about.getByRole('listitem').filter({ hasText: 'this one' }).getByText('call-2').waitFor()
      await page.getByRole('button', { name: 'Export this session' }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'NDJSON' }).click(),
      ])
      assert.match(download.suggestedFilename(), /^session-call-2-[-\dT]+Z\.ndjson$/)
      const lines = readFileSync(await download.path(), 'utf8')
        .trim()
        .split('\n')
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line) as EventInput).event_id),
        Array.from({ length: 7 }, (_, index) => `call-2-${index}`),
      )
      await about.getByRole('button', { name: 'Like this one' }).click()
      await about.getByRole('link', { name: 'call-1' }).click()
      await page.getByRole('heading', { name: 'call-1', level: 1 }).waitFor()
    }))

  test('on a phone what stands above the conversation leaves it two thirds of the height, and a filter opens when it is asked for', () =>
    ui.journey(
      '/sessions/call-2',
      async (page) => {
        await page.getByRole('button', { name: 'Why Wants Friday' }).waitFor()
        const talk = await page.getByRole('region', { name: 'Conversation' }).boundingBox()
        assert.ok(talk && talk.y < 800 / 3, `it begins at ${talk?.y}`)
        const filter = page.getByRole('textbox', { name: 'Filter' }).or(page.getByRole('combobox', { name: 'Filter' }))
        await page.getByRole('button', { name: 'Find in this session' }).click()
        await focused(filter)
        await filter.fill('calendar')
        await filter.press('Enter')
        await page.getByText('1 match', { exact: true }).waitFor()
      },
      { width: 390 },
    ))

  test('on a phone the conversation and what is known about it take turns', () =>
    ui.journey(
      '/sessions/call-2',
      async (page) => {
        await page.getByRole('article').first().waitFor()
        await page.getByRole('button', { name: 'About' }).click()
        await page
          .getByRole('region', { name: 'Moments' })
          .getByRole('button', { name: /find_slot failed/ })
          .click()
        await page.getByRole('article', { name: '00:07, Tool call, failed' }).waitFor()
        await page
          .getByRole('article', { name: '00:07, Tool call, failed' })
          .getByRole('button', { name: '00:07' })
          .click()
        await page.getByRole('dialog', { name: 'Event' }).getByText('calendar is down').first().waitFor()
      },
      { width: 390 },
    ))

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
        await focused(article)
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

interface Marked {
  getAttribute(name: string): string | null
}

function plain(text: string): string {
  return text.replace(/[\s*`]+/g, ' ').trim()
}
