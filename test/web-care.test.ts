import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { nowhere, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, post, send, series } from './example-events.ts'

describe('the UI, with care', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
  })
  after(() => ui?.end())

  test('texts that look like code stay texts, on every screen', async () => {
    const evil = `<script>window.evil = 1</script><img src=x onerror="window.evil = 2">`
    const facts = {
      session_id: `${evil}/"?#`,
      user_id: evil,
      conversation_id: evil,
      timestamp: new Date().toISOString(),
    }
    await send(ui.server, [
      {
        ...facts,
        type: 'user-message',
        category: 'conversation',
        description: evil,
        attributes: { text: evil, [evil]: evil },
      },
      {
        ...facts,
        type: evil,
        source: 'tool-call',
        source_id: evil,
        attributes: { arguments: evil, result: `{"${'x'.repeat(10_000)}":1}` },
      },
      { ...facts, type: 'note', description: `\u202e${'w'.repeat(10_000)}` },
    ])
    const session = `/sessions/${encodeURIComponent(facts.session_id)}`
    const person = `/people/${encodeURIComponent(evil)}`
    const conversation = `/conversations/${encodeURIComponent(evil)}`
    const lists = ['/live', '/explore', '/sessions', '/people', '/conversations', '/insights?by=type', '/dashboard']
    for (const path of [...lists, session, person, conversation]) {
      await ui.journey(path, async (page) => {
        await page.getByText(evil).first().waitFor()
        assert.equal(await page.evaluate('window.evil'), undefined)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
      })
    }
    await ui.journey(session, async (page) => {
      await page.getByRole('button', { name: '<script>' }).click()
      await page.getByRole('region', { name: 'Arguments' }).getByText(evil).waitFor()
    })
  })

  test('attributes are shown as they were sent, also what a double cannot hold', async () => {
    const attributes = '{"big":123456789012345678901234567890,"huge":1e400,"money":1.50,"__proto__":{"a":null}}'
    const body = `{"event_id":"exact","timestamp":"2026-03-02T14:00:00Z","type":"exact","attributes":${attributes}}`
    await post(ui.server, body)
    await ui.journey('/explore?event=exact', async (page) => {
      const panel = page.getByRole('complementary', { name: 'Event' })
      for (const text of ['123456789012345678901234567890', '1e400', '1.50', '__proto__']) {
        await panel.getByText(text, { exact: true }).waitFor()
      }
      await panel.getByRole('button', { name: 'JSON', exact: true }).click()
      const shown = (await panel.locator('pre').textContent()) ?? ''
      assert.equal(shown.replace(/\s/g, ''), attributes)
    })
  })

  test('every screen fits into 360 pixels', async () => {
    const lists = ['/dashboard', '/live', '/explore', '/insights', '/sessions', '/people', '/conversations']
    const settings = ['general', 'keys', 'rejected', 'views', 'about'].map((name) => `/settings/${name}`)
    for (const path of [...lists, '/sessions/call-2', ...settings]) {
      await ui.journey(
        path,
        async (page) => {
          await page.getByRole('heading', { level: 1 }).first().waitFor()
          const isWider = 'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth'
          assert.equal(await page.evaluate(isWider), false, path)
        },
        { width: 360 },
      )
    }
  })

  test('nothing moves for whoever asked for less motion', async () => {
    const movedFor = async (reducedMotion: 'reduce' | 'no-preference') => {
      const moved = new Set<string>()
      const look = async (page: Page) => {
        await page.emulateMedia({ reducedMotion })
        await page.addInitScript(recordMotion)
        await page.goto('/live')
        await page.getByText('Connected').waitFor()
        await send(ui.server, series(`motion-${reducedMotion}`, 2))
        await page.getByText(`motion-${reducedMotion} 1`, { exact: true }).waitFor()
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox', { name: 'Search or go to' }).waitFor()
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: /account menu/ }).click()
        await page.getByRole('menu').waitFor()
        for (const path of ['/explore', '/sessions/call-2', '/dashboard']) {
          await readMotion(page, moved)
          await page.goto(path)
          await page.getByRole('heading', { level: 1 }).first().waitFor()
        }
        await page.getByRole('figure').first().waitFor()
        await readMotion(page, moved)
      }
      await ui.journey(nowhere, look, { isAlone: true })
      return [...moved]
    }
    assert.deepEqual(await movedFor('reduce'), [])
    // Else this would find nothing whatever moved.
    assert.notDeepEqual(await movedFor('no-preference'), [])
  })

  test('a key that may only send is told so, in words', async () => {
    const answer = await fetch(`${ui.server.url}/api/v1/keys/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${ui.server.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'sender', scopes: ['ingest'] }),
    })
    const { secret } = (await answer.json()) as { secret: string }
    for (const path of ['/explore', '/sessions', '/live', '/sessions/call-1']) {
      await ui.journey(path, (page) => page.getByText('Your key may not read this').waitFor(), { key: secret })
    }
  })
})

/** Looks with every frame at what moves, and for how long. */
const recordMotion = `{
  const moved = (window.moved = new Set())
  const look = () => {
    for (const { effect, animationName, transitionProperty } of document.getAnimations()) {
      if (effect.getComputedTiming().activeDuration > 1) moved.add((animationName ?? transitionProperty) + ' of ' + effect.target.className)
    }
    requestAnimationFrame(look)
  }
  look()
}`

/** What has moved on the page that is about to be left. */
async function readMotion(page: Page, moved: Set<string>): Promise<void> {
  for (const one of (await page.evaluate('[...window.moved]')) as string[]) moved.add(one)
}
