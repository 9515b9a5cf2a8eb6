import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

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

export function startBrowser(): Promise<Browser> {
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
