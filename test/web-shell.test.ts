import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CreatedApiKey } from '@occur/client/protocol'
import type { Page } from 'playwright-core'
import { focused, holds, nowhere, openUi, type Ui, whyNoBrowser } from './browser.ts'
import { call, send } from './example-events.ts'

describe('the UI, what stands around every screen', { skip: whyNoBrowser }, () => {
  let ui: Ui
  before(async () => {
    ui = await openUi()
    await send(ui.server, [...call('call-1', 0), ...call('call-2', 1, { fails: true })])
    await post('views/', { name: 'failed-tools', of: 'events', q: 'attributes.ok:false' })
  })
  after(() => ui?.end())

  const post = async <Answered>(path: string, body: object) => {
    const headers = { Authorization: `Bearer ${ui.server.key}`, 'Content-Type': 'application/json' }
    const answer = await fetch(`${ui.server.url}/api/v1/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await answer.json()) as Answered
  }

  test('the palette goes to screens, to what has an id, and to views, by keyboard alone', () =>
    ui.journey('/live', async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor()
      const palette = page.getByRole('combobox', { name: 'Search or go to' })
      await page.keyboard.press('Control+k')
      await focused(palette)
      await page.keyboard.type('about')
      await page.getByRole('option', { name: /Settings: About/, selected: true }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'About' }).waitFor()
      for (const [id, address] of [
        ['call-2', /\/sessions\/call-2$/],
        ['+18042221111', /\/people\/(\+|%2B)18042221111$/],
        ['ticket-call-1', /\/conversations\/ticket-call-1$/],
        ['call-1-3', /event=call-1-3/],
      ] as const) {
        await page.keyboard.press('Control+k')
        await palette.fill(id)
        await page.getByRole('group', { name: 'Found' }).getByRole('option').first().waitFor()
        await page.keyboard.press('Enter')
        await page.waitForURL(address)
      }
      await page.goBack()
      await page.waitForURL(/\/conversations\/ticket-call-1$/)
      await page.goForward()
      await page.waitForURL(/event=call-1-3/)
      await page.keyboard.press('Control+k')
      await palette.fill('failed')
      await page
        .getByRole('group', { name: 'Saved views' })
        .getByRole('option', { name: /failed-tools/ })
        .click()
      await page.waitForURL(/q=view:failed-tools/)
      await page.keyboard.press('Control+k')
      await palette.fill('no such thing at all')
      await page.keyboard.press('Escape')
      await palette.waitFor({ state: 'detached' })
    }))

  test('the palette finds by the beginning of an id, and Enter leads where it led a moment before', () =>
    ui.journey('/live', async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor()
      const palette = page.getByRole('combobox', { name: 'Search or go to' })
      const found = page.getByRole('group', { name: 'Found' }).getByRole('option')
      await page.keyboard.press('Control+k')
      await palette.fill('call-')
      await found.filter({ hasText: /^call-1Session, 7 events/ }).waitFor()
      await found.filter({ hasText: /^call-2Session, 7 events/ }).waitFor()
      await palette.fill('+1804')
      await found.filter({ hasText: /^\+18042221111Person, 2 sessions/ }).waitFor()
      await palette.fill('ticket')
      await found.nth(1).waitFor()
      await page.keyboard.press('ArrowDown')
      const second = (await found.nth(1).textContent())?.slice(0, 'ticket-call-1'.length) ?? ''
      await page.keyboard.press('Enter')
      await page.waitForURL(new RegExp(`/conversations/${second}$`))
      // A session is called like a screen.
      await send(ui.server, call('live-1', 3))
      await page.keyboard.press('Control+k')
      await palette.fill('live')
      await found.filter({ hasText: /^live-1/ }).waitFor()
      await page.getByRole('option', { name: /^Live/, selected: true }).waitFor()
    }))

  test('what is typed before the palette has come arrives in it, and nowhere else', () =>
    ui.journey(
      nowhere,
      async (page) => {
        const release = await withoutPalette(page)
        await page.goto('/live')
        const filter = page.getByLabel('Filter', { exact: true })
        await filter.click()
        await page.keyboard.press('Control+k')
        await page.keyboard.type('gsaz')
        await page.keyboard.press('Backspace')
        release()
        const palette = page.getByRole('combobox', { name: 'Search or go to' })
        await focused(palette)
        await page.keyboard.type('b')
        assert.equal(await palette.inputValue(), 'gsab')
        assert.equal(await filter.inputValue(), '')
        assert.match(page.url(), /\/live$/)
      },
      { isAlone: true },
    ))

  test('Enter leads where it leads in the palette also before that has come, and Escape does without it', () =>
    ui.journey(
      nowhere,
      async (page) => {
        const release = await withoutPalette(page)
        await page.goto('/live')
        await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor()
        await page.keyboard.press('Control+k')
        await page.keyboard.type('people')
        await page.keyboard.press('Escape')
        await page.keyboard.press('Control+k')
        await page.keyboard.type('about')
        await page.keyboard.press('Enter')
        release()
        await page.getByRole('heading', { level: 1, name: 'About' }).waitFor()
      },
      { isAlone: true },
    ))

  test('the palette sets the clocks of the page', () =>
    ui.journey('/sessions/call-1', async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search or go to' }).fill('tokyo')
      await page.getByRole('option', { name: /Times in Asia\/Tokyo/, selected: true }).waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(/tz=Asia\/Tokyo|tz=Asia%2FTokyo/)
      await page.getByText('23:00').first().waitFor()
    }))

  test('the palette changes the theme, which stays, and copies the address', () =>
    ui.journey('/live', async (page) => {
      await page.getByRole('button', { name: /Search or go to/ }).click()
      await page.getByRole('combobox', { name: 'Search or go to' }).fill('dark')
      await page.keyboard.press('Enter')
      await page.locator(':root[data-theme=dark]').waitFor({ state: 'attached' })
      await page.reload()
      await page.locator(':root[data-theme=dark]').waitFor({ state: 'attached' })
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: /Search or go to/ }).click()
      await page.getByRole('combobox', { name: 'Search or go to' }).fill('copy link')
      await page.keyboard.press('Enter')
      await page.getByText('The link is copied').waitFor()
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), page.url())
    }))

  test('keys go from screen to screen, and the help sheet names them; switched off they do nothing', () =>
    ui.journey('/live', async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.keyboard.press('?')
      const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
      await help.getByText('Next, previous row').waitFor()
      await help.getByText('Sessions', { exact: true }).waitFor()
      await page.keyboard.press('Escape')
      await help.waitFor({ state: 'detached' })
      await page.keyboard.press('g')
      await page.keyboard.press('s')
      await page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor()
      await page.keyboard.press('g')
      await page.keyboard.press(',')
      await page.getByRole('heading', { level: 1, name: 'General' }).waitFor()
      await page.getByRole('button', { name: 'Off' }).click()
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('g')
      await page.keyboard.press('s')
      await page.keyboard.press('?')
      assert.match(page.url(), /\/settings\/general$/)
      assert.equal(await help.count(), 0)
    }))

  test('a server that goes away is missed, what was read stays, and its return is noticed', () =>
    ui.journey('/sessions', async (page) => {
      await page.getByRole('link', { name: 'call-1' }).first().waitFor()
      await page.context().setOffline(true)
      await page.getByText('The server does not answer.').waitFor()
      await page.getByRole('link', { name: 'call-1' }).first().waitFor()
      await page.context().setOffline(false)
      await page.getByText('Connected again').waitFor()
      await page.getByText('Connected again').waitFor({ state: 'detached' })
    }))

  test('a page whose scripts are of another version says so instead of breaking, and is new once it is loaded again', () =>
    ui.journey('/sessions', async (page) => {
      await page.route(/help-sheet/, (route) => route.fulfill({ status: 404 }))
      await page.getByRole('link', { name: 'call-1' }).first().waitFor()
      await page.keyboard.press('?')
      await page.getByText('Occur was updated.').waitFor()
      await page.getByRole('link', { name: 'call-1' }).first().waitFor()
      await page.unroute(/help-sheet/)
      await page.getByRole('button', { name: 'Load it again' }).click()
      await page.getByText('Occur was updated.').waitFor({ state: 'detached' })
      await page.getByRole('link', { name: 'call-1' }).first().waitFor()
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    }))

  test('the focus is led: past the navigation, into what opens, back when it closes, and to a new screen', () =>
    ui.journey(
      '/sessions',
      async (page) => {
        const row = page.getByRole('link', { name: 'call-1' }).first()
        await row.waitFor()
        await page.keyboard.press('Tab')
        const skip = page.getByRole('link', { name: 'Skip to content' })
        await focused(skip)
        await page.keyboard.press('Enter')
        await focused(page.getByRole('main'))
        await row.focus()
        await page.keyboard.press('?')
        const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
        await help.waitFor()
        await page.keyboard.press('Escape')
        await help.waitFor({ state: 'detached' })
        await focused(row)
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox', { name: 'Search or go to' }).fill('people')
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
        await focused(page.getByRole('main'))
      },
      { isAlone: true },
    ))

  test('every tab is called by its screen and by what it shows', async () => {
    const titles = {
      '/dashboard': 'Dashboard',
      '/live': 'Live',
      '/explore': 'Explore',
      '/insights': 'Insights',
      '/sessions': 'Sessions',
      '/sessions/call-2': 'Session call-2',
      '/people/%2B18042221111': '+18042221111',
      '/conversations/ticket-call-1': 'ticket-call-1',
      '/settings/rejected': 'Rejected events · Settings',
      '/nowhere': 'Not found',
    }
    await ui.journey('/', async (page) => {
      for (const [path, title] of Object.entries(titles)) {
        await page.goto(path)
        await holds(page, `document.title === ${JSON.stringify(`${title} · Occur`)}`)
      }
    })
  })

  test('on a phone the places are at the bottom, and the rest behind More', () =>
    ui.journey(
      '/live',
      async (page) => {
        const bar = page.getByRole('navigation', { name: 'Main' })
        await bar.getByRole('link', { name: 'Sessions' }).click()
        await page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor()
        await bar.getByRole('button', { name: 'More' }).click()
        await page.getByRole('menuitem', { name: 'Settings' }).click()
        await page.getByRole('heading', { level: 1, name: 'General' }).waitFor()
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
      },
      { width: 360 },
    ))

  test('a key that may only send is told so on every screen, and led to another one', async () => {
    const { secret } = await post<CreatedApiKey>('keys/', { name: 'sender', scopes: ['ingest'] })
    const settings = ['rejected', 'views', 'about'].map((name) => `/settings/${name}`)
    const go = async (page: Page) => {
      for (const path of ['/dashboard', '/insights?by=type', '/people', '/conversations/ticket-call-1', ...settings]) {
        await page.goto(path)
        await page.getByText('Your key may not read this').waitFor()
        await page.getByText('You signed in with sender, which may send events.').waitFor()
      }
      await page.goto('/settings/keys')
      await page.getByText('Your key may not manage keys').waitFor()
      await page.goto('/people')
      await page.getByRole('button', { name: 'Sign in with another key' }).click()
      await page.getByLabel('Key', { exact: true }).fill(ui.server.key)
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: '+18042221111' }).waitFor()
    }
    await ui.journey('/live', go, { key: secret })
  })

  test('a server that is started again while a page is open is found, and one is where one was', async () => {
    await ui.journey(
      '/explore?q=session:call-1',
      async (page) => {
        await page.locator('[data-row-link]').first().waitFor()
        await page.keyboard.press('j')
        await page.keyboard.press('Enter')
        await page.getByRole('complementary', { name: 'Event' }).waitFor()
        const address = page.url()
        await ui.server.stop()
        await page.keyboard.press('g')
        await page.keyboard.press('p')
        await page.getByText('The server does not answer.').waitFor()
        await page.getByRole('complementary', { name: 'Event' }).waitFor()
        await ui.workplace.serve(ui.server.port)
        await page.getByText('Connected again').waitFor()
        // Where one wanted to go meanwhile one gets now.
        await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
        await page.goBack()
        await page.waitForURL(address)
        await page.getByRole('complementary', { name: 'Event' }).waitFor()
      },
      { isAlone: true },
    )
  })
})

/** Keeps the script of the palette from coming until what is returned is called. */
async function withoutPalette(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/command-palette-.*js/, (route) => released.then(() => route.continue()))
  return release
}
