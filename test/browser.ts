import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { createWorkplace, type Serving, type Workplace } from './occur-process.ts'

const program = process.env.OCCUR_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)

/** Why there can be no browser tests here, or false. */
export const whyNoBrowser: string | false = process.env.OCCUR_TEST_SKIP_BROWSER
  ? 'OCCUR_TEST_SKIP_BROWSER is set'
  : program === undefined
    ? 'no Chromium was found; set OCCUR_CHROMIUM to one'
    : false

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program as string, args: flags })
}

export interface Visit {
  page: Page
  context: BrowserContext
  /** What the page complained about: broken scripts, refused content, dialogs that no screen of ours opens. */
  complaints: string[]
}

export interface VisitOptions {
  theme?: 'light' | 'dark'
  width?: number
  /** Signs in before the first page. */
  key?: string
  /**
   * On a journey: a page that nobody uses before or after. For whoever sets its clock, which stays set, or needs scripts that
   * have not come yet: the other journeys may have loaded them.
   */
  isAlone?: boolean
}

/** A browser of its own for one test, on its own clock: UTC. */
export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  })
  const visit = { page: await context.newPage(), context, complaints: [] }
  await begin(visit, options)
  return visit
}

async function begin({ page, context, complaints }: Visit, options: VisitOptions): Promise<void> {
  const { theme = 'light', width = 1280, key } = options
  await page.emulateMedia({ colorScheme: theme })
  await page.setViewportSize({ width, height: 800 })
  if (key !== undefined) await context.request.post('/api/v1/sign-in', { data: { key } })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
}

/**
 * Where nothing is asked: a page without scripts, but of this server, since the browser starts a process for one of another.
 * A journey begins here that counts what a screen asks: of a screen that is loaded anew, the first load may still be asking.
 */
export const nowhere = '/favicon.svg'

/** Leaves the page to somebody else, who finds nothing of this visit but scripts that need not be loaded again. */
async function clear({ page, context, complaints }: Visit): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  page.removeAllListeners()
  await page.goto(nowhere)
  await page.evaluate('localStorage.clear(); sessionStorage.clear()')
  await context.clearCookies()
  await context.clearPermissions()
  complaints.length = 0
}

/** A server, a browser, and the way from one to the other. */
export interface Ui {
  browser: Browser
  server: Serving
  workplace: Workplace
  /** Goes somewhere as somebody signed in, and fails with what the page complained about. */
  journey(path: string, go: (page: Page) => Promise<void>, options?: VisitOptions): Promise<void>
  end(): Promise<void>
}

export async function openUi(): Promise<Ui> {
  const built = join(import.meta.dirname, '../web/dist/index.html')
  assert.ok(existsSync(built), 'The UI is not built: run npm run build')
  const workplace = createWorkplace()
  const browser = await startBrowser()
  const server = await workplace.serve()
  // One journey after the other is made on the same page: a page of its own takes three times as long.
  let free: Visit | null = null
  return {
    browser,
    server,
    workplace,
    async journey(path, go, options = {}) {
      const signedIn = { key: server.key, ...options }
      const shared = options.isAlone ? null : free
      if (shared) {
        // One that fails has it for good, whatever it leaves there.
        free = null
        await begin(shared, signedIn)
      }
      const visiting = shared ?? (await visit(browser, server.url, signedIn))
      await visiting.page.goto(path)
      await go(visiting.page)
      assert.deepEqual(visiting.complaints, [])
      if (options.isAlone) return visiting.context.close()
      await clear(visiting)
      free = visiting
    },
    async end() {
      await browser.close()
      await workplace.end()
    },
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** The rules that ask about colours. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** What axe finds in all that is there, each with where it found it; or only what it finds by these rules. */
export async function faultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  await atRest(page)
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe)
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) }
  return page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`)
}

/** The same in both themes. A theme is nothing but colours, so in the dark one it is asked about these. */
export async function faultsInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await faultsOf(page, colourRules)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...(await faultsOf(page)), ...dark.map((fault) => `dark: ${fault}`)]
}

/** Whatever fades in has done so, and every colour is the one of the theme. */
async function atRest(page: Page): Promise<void> {
  const nextFrame = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))'
  await page.evaluate(nextFrame)
  // What opens carries this mark until its transition has begun, some frames later on a busy machine.
  await holds(page, `!document.querySelector('[data-starting-style], [data-ending-style]')`)
  await page.evaluate(`Promise.allSettled(document.getAnimations().map(({ finished }) => finished))`)
  await page.evaluate(nextFrame)
}

/** Resolves when what is read from the page is equal to this; fails with what it was instead, when that has lasted too long. */
export async function comesTo<Read>(read: () => Promise<Read> | Read, expected: Read): Promise<void> {
  const deadline = Date.now() + lastsMs
  for (;;) {
    const found = await read()
    if (isDeepStrictEqual(found, expected)) return
    if (Date.now() > deadline) assert.deepEqual(found, expected)
    await setTimeout(pollMs)
  }
}

/** Resolves when the element has the focus. */
export async function focused(locator: Locator): Promise<void> {
  await becomesTrue(`${locator} has the focus`, () =>
    locator.evaluate((element) => element === element.ownerDocument.activeElement),
  )
}

const pollMs = 20
/** How long something may be waited for: as long as Playwright waits by itself. */
const lastsMs = 30_000

/** Resolves when an expression is true in the page. `waitForFunction` would evaluate it there, which our pages forbid. */
export async function holds(page: Page, expression: string): Promise<void> {
  await becomesTrue(expression, () => page.evaluate(expression))
}

async function becomesTrue(what: string, isTrue: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + lastsMs
  while (!(await isTrue())) {
    assert.ok(Date.now() < deadline, `Not in ${lastsMs / 1000} s: ${what}`)
    await setTimeout(pollMs)
  }
}
