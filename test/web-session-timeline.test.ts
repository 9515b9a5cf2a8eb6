import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsInBothThemes, holds, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send, series } from './example-events.ts'

describe('the UI, a session in time', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, call('call-1', 0))
  })
  after(() => ui?.end())

  test('the timeline and the conversation follow each other', async () => {
    await send(ui.server, series('scrolled', 400))
    await ui.journey('/sessions/scrolled', async (page) => {
      const moment = page.getByRole('slider', { name: 'Moment' })
      await page.locator('article[aria-setsize="400"]').first().waitFor()
      await moment.focus()
      await page.keyboard.press('End')
      await page.getByRole('article').getByText('scrolled 399', { exact: true }).waitFor()
      await page.keyboard.press('ArrowLeft')
      await page.locator('[role=slider][aria-valuenow="399"]').waitFor()
      await page.keyboard.press('Home')
      await page.getByRole('article').getByText('scrolled 0', { exact: true }).waitFor()
      await holds(page, 'document.querySelector(`[class*=seen]`).offsetLeft === 0')
      await page.evaluate('document.querySelector(`section[aria-label=Conversation]`).scrollTo(0, 6000)')
      await holds(page, 'document.querySelector(`[class*=seen]`).offsetLeft > 50')
    })
  })

  test('whoever drags along its axis passes the conversation by, and is where he lets go', () =>
    ui.journey('/sessions/scrolled', async (page) => {
      await page.locator('article[aria-setsize="400"]').first().waitFor()
      const box = await boxOf(page)
      await page.mouse.move(box.x + 2, box.y + 8)
      await page.mouse.down()
      for (const part of [0.2, 0.4, 0.6]) await page.mouse.move(box.x + box.width * part, box.y + 8)
      await page.getByRole('article').getByText('scrolled 240', { exact: true }).waitFor()
      await page.mouse.move(box.x + box.width, box.y + 8)
      await page.mouse.up()
      await page.getByRole('article').getByText('scrolled 399', { exact: true }).waitFor()
      await page.locator('[role=slider][aria-valuenow="400"]').waitFor()
      await page.waitForURL(/at=2026-06-01T00:00:00.399Z/)
      // A key that is held passes by as well, and arrives when it is let go.
      await page.getByRole('slider', { name: 'Moment' }).focus()
      for (let times = 0; times < 30; times++) await page.keyboard.down('ArrowLeft')
      await page.keyboard.up('ArrowLeft')
      await page.locator('[role=slider][aria-valuenow="370"]').waitFor()
    }))

  test('two fingers zoom, and what was between them stays between them', () =>
    ui.journey('/sessions/call-1', async (page) => {
      const timeline = page.getByRole('region', { name: 'Timeline' })
      await timeline.getByText('00:00 – 01:02').waitFor()
      const { x, y, width } = await boxOf(page)
      const fingers = await page.context().newCDPSession(page)
      await fingers.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 })
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...parts: number[]) =>
        fingers.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: parts.map((part, id) => ({ x: x + width * part, y: y + 50, id })),
        })
      await touch('touchStart', 0.4)
      await touch('touchStart', 0.4, 0.6)
      for (const apart of [0.15, 0.2, 0.25]) await touch('touchMove', 0.5 - apart, 0.5 + apart)
      await touch('touchEnd')
      // Two and a half times as far apart: two and a half times as close.
      await timeline.getByText('00:18 – 00:43').waitFor()
      await page.waitForURL(/zoom=18\.\d+-43\.\d+/)
    }))

  test('the timeline is zoomed by key, wheel and by dragging a range, and the address keeps it', () =>
    ui.journey('/sessions/call-1', async (page) => {
      const timeline = page.getByRole('region', { name: 'Timeline' })
      await timeline.getByText('00:00 – 01:02').waitFor()
      const box = await boxOf(page)
      await page.mouse.move(box.x + box.width * 0.75, box.y + 40)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width, box.y + 40, { steps: 3 })
      await page.mouse.up()
      await timeline.getByText('00:46 – 01:02').waitFor()
      await page.waitForURL(/zoom=46/)
      await page.reload()
      await timeline.getByText('00:46 – 01:02').waitFor()
      await page.keyboard.press('0')
      await timeline.getByText('00:00 – 01:02').waitFor()
      const now = await boxOf(page)
      await page.mouse.move(now.x + now.width / 2, now.y + 40)
      await page.mouse.wheel(0, -300)
      await timeline.getByText('00:00 – 01:02').waitFor({ state: 'detached' })
    }))

  test('hours of silence are folded and say how long they were; what came after them is found, zoomed and kept in the address', async () => {
    const said = (second: number, type: string, text: string) => ({
      session_id: 'paused',
      timestamp: new Date(Date.UTC(2026, 2, 3, 9, 0, second)).toISOString(),
      category: 'conversation',
      type,
      attributes: { text },
    })
    await send(ui.server, [
      said(0, 'user-message', 'Is Friday free?'),
      said(20, 'agent-message', 'I will ask.'),
      said(7220, 'agent-message', 'It is.'),
      said(7240, 'user-message', 'Good.'),
    ])
    await ui.journey('/sessions/paused', async (page) => {
      const timeline = page.getByRole('region', { name: 'Timeline' })
      await timeline.getByText('00:00 – 02:00:40').waitFor()
      const fold = timeline.getByText('2 h', { exact: true })
      await fold.waitFor()
      const box = await boxOf(page)
      await page.mouse.move(box.x + box.width / 2, box.y + 60)
      await timeline.getByText('2 h 00 m in which nothing happened').waitFor()
      // The silence between the second and the third takes an eighth of the room.
      await page.mouse.click(box.x + box.width * 0.62, box.y + 60)
      await page.locator('[role=slider][aria-valuenow="3"]').waitFor()
      await page.mouse.move(box.x + box.width * 0.6, box.y + 60)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width, box.y + 60, { steps: 3 })
      await page.mouse.up()
      await fold.waitFor({ state: 'detached' })
      await page.waitForURL(/zoom=72[12]\d\.\d+-7240/)
      await page.reload()
      await timeline.getByText(/^02:00:(1|2)\d – 02:00:40$/).waitFor()
      await page.keyboard.press('0')
      await timeline.getByText('00:00 – 02:00:40').waitFor()
      assert.deepEqual(await faultsInBothThemes(page), [])
    })
  })

  test('a transfer is a chain from its request to its end, and slow turns and silences are told in their place', async () => {
    const at = (second: number) => new Date(Date.UTC(2026, 2, 3, 9, 0, second)).toISOString()
    const facts = { session_id: 'chain', user_id: '+18042221111' }
    const said = (second: number, type: string, text: string) => ({
      ...facts,
      timestamp: at(second),
      category: 'conversation',
      type,
      attributes: { text },
    })
    const step = (second: number, type: string, attributes = {}) => ({
      ...facts,
      timestamp: at(second),
      type,
      attributes: { transfer_id: 't1', ...attributes },
    })
    await send(ui.server, [
      said(0, 'user-message', 'Is Friday free?'),
      {
        ...facts,
        timestamp: at(8),
        source: 'tool-call',
        source_id: 'find_slot',
        attributes: { ok: true, duration_ms: 7000 },
      },
      said(9, 'agent-message', 'No.'),
      said(40, 'user-message', 'A person, please.'),
      said(41, 'agent-message', 'One moment.'),
      { ...step(42, 'phone-transfer', { arguments: { reason: 'He asked for a person.' } }), source: 'tool-call' },
      step(44, 'transfer-ringing'),
      step(60, 'transfer-no-answer', { error: 'No answer' }),
    ])
    await ui.journey('/sessions/chain', async (page) => {
      const talk = page.getByRole('feed')
      await talk.getByText('9.0 s until the agent answered').waitFor()
      await talk.getByText('7.0 s of it in find_slot').waitFor()
      await talk.getByText('31 s until the user answered').waitFor()
      const steps = talk.getByRole('list', { name: 'Steps of the transfer' }).getByRole('button')
      await steps.nth(2).waitFor()
      assert.deepEqual(await steps.allInnerTexts(), ['Requested', 'Ringing\n+2.0 s', 'Failed\n+16 s'])
      await page.getByRole('main').locator('dl').getByText('Transfer to a phone number failed').waitFor()
      const moments = page.getByRole('region', { name: 'Moments' }).getByRole('listitem')
      assert.deepEqual(
        (await moments.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')),
        [
          '00:00 9.0 s until the agent answered 7.0 s of it in find_slot',
          '00:09 31 s until the user answered',
          '00:42 Transfer to a phone number failed He asked for a person.',
          '01:00 The transfer failed No answer',
        ],
      )
      await steps.last().click()
      await page.locator('[role=slider][aria-valuenow="8"]').waitFor()
    })
  })

  test('a session that runs is followed to its end, unless one has scrolled away', async () => {
    const startedMs = Date.now()
    const now = () => new Date().toISOString()
    const running = (index: number) => ({
      timestamp: now(),
      session_id: 'runs',
      type: 'note',
      description: `runs ${index}`,
    })
    await send(
      ui.server,
      Array.from({ length: 60 }, (_, index) => ({ ...running(index), event_id: `runs-${index}` })),
    )
    await ui.journey('/sessions/runs', async (page) => {
      await page.getByText('Running', { exact: true }).waitFor()
      const atEnd = (text: string) => page.getByRole('article').getByText(text, { exact: true })
      await page.locator('article[aria-posinset="60"]').waitFor()
      await send(ui.server, [running(1000)])
      await atEnd('runs 1000').waitFor()
      await page.evaluate('document.querySelector(`section[aria-label=Conversation]`).scrollTo(0, 0)')
      await page.locator('article[aria-posinset="1"]').waitFor()
      await send(ui.server, [running(2000), running(2001)])
      // Nothing moves under the reader, neither for what is new nor for what comes late and belongs above.
      await page.evaluate('document.querySelector(`section[aria-label=Conversation]`).scrollTo(0, 900)')
      const read = atEnd('runs 30')
      await read.waitFor()
      const { y } = (await read.boundingBox()) ?? {}
      await send(ui.server, [{ ...running(3000), timestamp: new Date(startedMs - 60_000).toISOString() }])
      await page.locator('article[aria-setsize="64"]').first().waitFor()
      await read.waitFor()
      assert.equal((await read.boundingBox())?.y, y)
      await page.getByRole('button', { name: '3 new events' }).click()
      await atEnd('runs 2001').waitFor()
    })
  })

  test('one that runs fast is followed as well, and what is counted of it keeps up', async () => {
    const burst = (from: number) =>
      Array.from({ length: 40 }, (_, index) => ({
        timestamp: new Date().toISOString(),
        session_id: 'fast',
        category: 'conversation',
        type: index % 2 ? 'agent-message' : 'user-message',
        attributes: { text: `fast ${from + index} `.repeat(1 + (index % 5) * 12) },
      }))
    await send(ui.server, burst(0))
    await ui.journey('/sessions/fast', async (page) => {
      await page.locator('article[aria-posinset="40"]').waitFor()
      const events = page.getByRole('main').locator('dl').first().locator('div', { hasText: 'Events' }).locator('dd')
      let sentCount = 40
      // For as long as it runs, and not only once it has come to rest.
      while (Number(await events.textContent()) < 200) {
        await send(ui.server, burst(sentCount))
        sentCount += 40
      }
      await page.locator(`article[aria-posinset="${sentCount}"]`).waitFor()
      assert.equal(await page.getByRole('button', { name: /new events/ }).count(), 0)
    })
  })

  test('ten thousand events of one session are read with only a handful of them made', async () => {
    await send(ui.server, series('long', 10_000))
    await ui.journey('/sessions/long', async (page) => {
      await page.locator('article[aria-setsize="10000"]').first().waitFor()
      assert.ok((await page.getByRole('article').count()) < 100)
      await page.evaluate('document.querySelector(`section[aria-label=Conversation]`).scrollTo(0, 1e9)')
      await page.getByText('long 9999', { exact: true }).waitFor()
    })
  })
})

async function boxOf(page: Page) {
  // What is above it has come.
  await page.getByRole('main').locator('dl').first().waitFor()
  await page.evaluate('document.fonts.ready.then(() => true)')
  const box = await page.getByRole('slider', { name: 'Moment' }).boundingBox()
  assert.ok(box)
  return box
}
