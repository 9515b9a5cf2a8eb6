import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { View } from '@occur/client/protocol'
import type { Locator, Page } from 'playwright-core'
import { comesTo, faultsOf, focused, nowhere, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

describe('the UI, insights', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    const calls = Array.from({ length: 12 }, (_, at) => call(`call-${at}`, at, { fails: at % 3 === 0 }))
    // One that hangs up before anything happens.
    await send(ui.server, [...calls.flat(), ...call('call-short', 12).slice(0, 2)])
  })
  after(() => ui?.end())

  const api = async (path: string, method = 'GET', body?: object) => {
    const answer = await fetch(`${ui.server.url}/api/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${ui.server.key}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json().catch(() => null)) as unknown }
  }
  const view = async (name: string) => (await api(`views/${name}`)).body as View

  test('a question is built by hand, its answer says what it covered, and the address keeps all of it', () =>
    ui.journey('/insights', async (page) => {
      await page.getByText('86 events').waitFor()
      await page.getByRole('button', { name: 'Bars' }).click()
      await page.getByRole('button', { name: 'Group by a field' }).click()
      await page.getByRole('combobox', { name: 'Group 1' }).fill('source_id')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Measure more' }).click()
      await page.getByRole('combobox', { name: 'Measure 2' }).selectOption('p95')
      const rows = page.getByRole('table', { name: 'Events by source_id' }).getByRole('row')
      await rows.filter({ hasText: 'find_slot' }).getByText('412 ms').waitFor()
      assert.equal(await textOf(rows.filter({ hasText: 'dental-agent' })), 'dental-agent 24 –')
      const covered = page.getByText('The answer covers:').locator('xpath=..')
      assert.match(await textOf(covered), /86 events.*exact.*rows read.*m?s/)
      const address = page.url()
      await page.reload()
      await rows.filter({ hasText: 'find_slot' }).getByText('412 ms').waitFor()
      assert.equal(page.url(), address)
      await rows.getByRole('link', { name: 'find_slot' }).click()
      await page.waitForURL(/\/explore\?q=source_id:find_slot/)
    }))

  test('the same is shown as a line, a table and a number, also against the time before', () =>
    ui.journey('/insights?q=type:session-start&from=2026-03-02T14:30:00Z&to=2026-03-02T15:05:00Z', async (page) => {
      await page.getByRole('figure', { name: 'Events over time' }).waitFor()
      await page.getByRole('checkbox', { name: 'Compare with the time before' }).check()
      await page.getByRole('button', { name: 'Number' }).click()
      await page.getByText('+17% from 6 before').waitFor()
      await page.getByRole('button', { name: 'Table' }).click()
      await page.getByRole('row', { name: /7\s+6\s+\+17%/ }).waitFor()
      await page.goBack()
      await page.getByText('+17% from 6 before').waitFor()
    }))

  test('a funnel is built step by step, and its drop-outs lead to their sessions', () =>
    ui.journey('/insights?kind=funnel', async (page) => {
      await page.getByRole('button', { name: 'type:session-start' }).click()
      await page.getByRole('button', { name: 'Add a step' }).click()
      await write(page, 'Filter of step 2', 'source:tool-call -attributes.ok:false')
      await page.getByRole('button', { name: 'Add a step' }).click()
      await write(page, 'Filter of step 3', 'type:human-transfer')
      await page.getByRole('textbox', { name: 'Name of step 3' }).fill('handed over')
      await page.keyboard.press('Enter')
      const table = page.getByRole('table', { name: /^Steps of the funnel/ })
      const told = async () => Promise.all((await table.getByRole('row').all()).map(textOf))
      await table.getByText('handed over').waitFor()
      assert.deepEqual(
        (await told()).slice(1).map((row) => row.replace(/ [\d.]+ m?s /, ' T ')),
        [
          '1. type:session-start 13 – 100% – 1',
          '2. source:tool-call -attributes.ok:false 12 92.3% 92.3% T 4',
          '3. handed over 8 66.7% 61.5% T Show',
        ],
      )
      await page.getByRole('button', { name: 'Show 1 session that got to step 1 and no further' }).click()
      const who = page.getByRole('region', { name: 'Drop-outs' })
      await who.getByRole('link', { name: 'As a list' }).waitFor()
      await who.getByRole('link', { name: 'call-short' }).click()
      await page.getByRole('heading', { name: 'call-short', level: 1 }).waitFor()
      await page.goBack()
      await page.getByRole('button', { name: 'Move step 3 up' }).click()
      await page.waitForURL(/name=2:handed\+over/)
    }))

  test('paths are a diagram that the keyboard reaches, from an event or to it, with a table behind', () =>
    ui.journey('/insights?kind=paths&start=type:human-transfer&direction=before', async (page) => {
      const flow = page.getByRole('region', { name: 'Paths', exact: true })
      const node = flow.getByRole('button', { name: /^agent-message 12/ }).first()
      await node.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: 'Paths from here' }).press('Enter')
      await page.waitForURL(/start=type:agent-message/)
      await flow.getByRole('button', { name: /^human-transfer 12/ }).waitFor()
      await page.getByText('As a table').click()
      await page.getByRole('row', { name: /1 agent-message find-slot 12/ }).waitFor()
    }))

  test('transfers are told by tool, with what came before, and lead to the sessions', () =>
    ui.journey('/insights?kind=transfers', async (page) => {
      await page.getByText('92.3%').first().waitFor()
      await page.getByRole('heading', { name: 'What came before the first transfer' }).waitFor()
      const row = page.getByRole('table', { name: 'Transfer rate by tool' }).getByRole('row', { name: /find_slot/ })
      assert.equal(await textOf(row), 'find_slot 100% 12 12')
      await row.getByRole('link', { name: '12 sessions' }).click()
      await page.waitForURL(/\/sessions\?q=source:tool-call\+source_id:find_slot/)
      await page.getByText('12 sessions').waitFor()
    }))

  test('a question is saved, pinned, changed without writing over another, and deleted', () =>
    ui.journey('/insights?q=source:tool-call&by=source_id&chart=bar', async (page) => {
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('tools')
      await page.keyboard.press('Enter')
      await page.waitForURL(/view=tools/)
      assert.deepEqual([(await view('tools')).pin, (await view('tools')).chart], [1, 'bar'])

      // Somebody else changes it while this page has the older one before it.
      await page.getByRole('button', { name: 'Number' }).click()
      const { created_at: _, changed_at: __, version: ___, name: ____, ...definition } = await view('tools')
      assert.equal((await api('views/tools', 'PUT', { ...definition, description: 'of others' })).status, 200)
      await page.getByRole('button', { name: 'Save changes' }).click()
      await page.getByText('Somebody has changed tools since you opened it').waitFor()
      assert.equal((await view('tools')).chart, 'bar')
      await page.getByRole('button', { name: 'Write over it' }).click()
      await page.getByRole('button', { name: 'Save changes' }).waitFor({ state: 'detached' })
      assert.deepEqual([(await view('tools')).chart, (await view('tools')).pin], ['number', 1])

      await page.goto('/dashboard')
      const tile = page.getByRole('article', { name: 'tools', exact: true })
      await tile.getByText('find_slot').waitFor()
      await tile.getByRole('button', { name: 'What to do with tools' }).click()
      await page.getByRole('menuitem', { name: 'Take off the dashboard' }).click()
      await tile.waitFor({ state: 'detached' })

      await page.goto('/insights?kind=saved')
      await page.getByRole('button', { name: 'Delete tools' }).click()
      await page.getByRole('button', { name: 'Delete tools' }).click()
      await page.getByRole('heading', { name: 'No question is saved yet' }).waitFor()
      assert.equal((await api('views/tools')).status, 404)
    }))

  test('the dashboard tells at once how it goes, and each of its answers opens as a question', () =>
    ui.journey('/dashboard', async (page) => {
      const glance = page.getByRole('region', { name: 'At a glance' })
      for (const fact of [/Sessions\s*13/, /Events\s*86/, /Transfer rate\s*92.3%/, /Failed tool calls\s*4/])
        await glance.getByRole('link', { name: fact }).waitFor()
      await page.getByRole('article', { name: 'Failing tools' }).getByRole('link', { name: 'find_slot' }).waitFor()
      await page.getByRole('article', { name: 'Top categories' }).getByText('lookup').waitFor()
      await page
        .getByRole('article', { name: /^Slowest tools/ })
        .getByText('650 ms')
        .waitFor()
      await page.getByRole('article', { name: 'Failing tools' }).getByRole('link', { name: 'Failing tools' }).click()
      await page.getByRole('heading', { name: 'Insights', level: 1 }).waitFor()
      await page
        .getByRole('table', { name: 'Events by source_id' })
        .getByRole('row', { name: /find_slot 4/ })
        .waitFor()
    }))

  test('the dashboard asks two things at a time, and nothing that is out of sight', async () => {
    const [asked, answered]: [string[], string[]] = [[], []]
    let [running, most] = [0, 0]
    const look = async (page: Page) => {
      await page.route('**/api/v1/ask**', async (route) => {
        asked.push(String(route.request().postData()))
        running += 1
        most = Math.max(most, running)
        const response = await route.fetch()
        running -= 1
        await route.fulfill({ response })
        answered.push(String(route.request().postData()))
      })
      await page.goto('/dashboard?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z')
      const glance = page.getByRole('region', { name: 'At a glance' })
      await glance.getByRole('link', { name: /Transfer rate\s*92.3%\s*none in the time before/ }).waitFor()
      await glance.getByRole('link', { name: /Failed tool calls\s*4/ }).waitFor()
      assert.equal(most, 2)
      const slowest = /duration_ms/
      assert.deepEqual(asked.filter((one) => slowest.test(one)).length, 0)
      const count = asked.length
      await page.getByRole('article', { name: /^Slowest tools/ }).scrollIntoViewIfNeeded()
      await page
        .getByRole('article', { name: /^Slowest tools/ })
        .getByText('650 ms')
        .waitFor()
      assert.ok(slowest.test(asked[count] ?? ''), asked.slice(count).join())
      // What was given up may be asked again, but nothing is that was answered.
      assert.deepEqual(
        answered.filter((one, at) => answered.indexOf(one) < at),
        [],
      )
    }
    await ui.journey(nowhere, look, { width: 390 })
  })

  test('a question that is replaced, or left, is cancelled', () =>
    ui.journey('/insights', async (page) => {
      await page.getByText('86 events').waitFor()
      const gone: (string | undefined)[] = []
      page.on('requestfailed', (request) => gone.push(request.failure()?.errorText))
      await page.route('**/api/v1/ask', () => {})
      for (const name of ['Number', 'Table']) {
        const asked = page.waitForRequest('**/api/v1/ask')
        await page.getByRole('button', { name }).click()
        await asked
      }
      await page.getByRole('link', { name: 'Sessions' }).first().click()
      await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor()
      await comesTo(() => gone, ['net::ERR_ABORTED', 'net::ERR_ABORTED'])
    }))

  test('an answer that cannot be had says what to do instead', () =>
    ui.journey('/insights?chart=bar&by=type', async (page) => {
      await page.getByText('86 events').waitFor()
      const problems = [{ loc: ['question'], msg: 'It took longer than it may.', type: 'too_expensive' }]
      await page.route('**/api/v1/ask', (route) => route.fulfill({ status: 422, json: { detail: problems } }))
      await page.getByRole('button', { name: 'Line' }).click()
      await page.getByRole('heading', { name: 'That is more than one answer may take' }).waitFor()
      await page.getByText('Ask about a shorter time').waitFor()
    }))

  for (const [theme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    test(`axe finds no fault with any question in the ${theme} theme, nor is any wider than ${width} pixels`, async () => {
      for (const path of [
        '/insights?by=source_id&chart=bar&measure=count&measure=p95:attributes.duration_ms',
        '/insights?kind=funnel&step=type:session-start&step=type:human-transfer&by=source&drop=1',
        '/insights?kind=paths&start=type:session-start',
        '/insights?kind=transfers',
      ]) {
        const look = async (page: Page) => {
          await page.getByRole('heading', { level: 1 }).waitFor()
          await page.waitForLoadState('networkidle')
          assert.deepEqual(await faultsOf(page), [], path)
          assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, path)
        }
        await ui.journey(path, look, { theme, width })
      }
    })
  }

  test('a key that may only read sees why nothing can be saved', async () => {
    const { body } = await api('keys/', 'POST', { name: 'reader', scopes: ['read'] })
    const { secret: key } = body as { secret: string }
    await ui.journey(
      '/insights',
      async (page) => {
        const save = page.getByRole('button', { name: 'Save', exact: true })
        await save.click()
        await page.getByText('Your key may read but not save').waitFor()
        await page.keyboard.press('Escape')
        await focused(save)
      },
      { key },
    )
  })
})

/** What stands there, a space between its parts. */
async function textOf(locator: Locator): Promise<string> {
  const texts = await locator.locator('th, td, span').allTextContents()
  const said = texts.length > 0 ? texts.join(' ') : ((await locator.textContent()) ?? '')
  return said.replace(/\s+/g, ' ').trim()
}

async function write(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true })
  await field.fill(text)
  await field.press('Enter')
}
