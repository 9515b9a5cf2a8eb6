import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
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
}

/** A browser of its own for one test, on its own clock: UTC. */
export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { theme = 'light', width = 1280, key } = options
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  })
  if (key !== undefined) await context.request.post('/api/v1/sign-in', { data: { key } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
  return { page, context, complaints }
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
  return {
    browser,
    server,
    workplace,
    async journey(path, go, options = {}) {
      const { page, context, complaints } = await visit(browser, server.url, { key: server.key, ...options })
      await page.goto(path)
      await go(page)
      assert.deepEqual(complaints, [])
      await context.close()
    },
    async end() {
      await browser.close()
      await workplace.end()
    },
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds, each with where it found it. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`)
}

/** Resolves when the element has the focus. */
export async function focused(locator: Locator): Promise<void> {
  while (!(await locator.evaluate((element) => element === element.ownerDocument.activeElement)))
    await setTimeout(pollMs)
}

const pollMs = 20

/** Resolves when an expression is true in the page. `waitForFunction` would evaluate it there, which our pages forbid. */
export async function holds(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await setTimeout(pollMs)
}
