import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from './run.mjs'

const places = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** What the browser tests need to know: where Chromium is, or that they have to be skipped. */
export function chromiumSettings() {
  if (process.env.OCCUR_TEST_SKIP_BROWSER) return skip('OCCUR_TEST_SKIP_BROWSER is set')
  const asked = process.env.OCCUR_CHROMIUM
  if (asked) return runs(asked) ? { OCCUR_CHROMIUM: asked } : skip(`OCCUR_CHROMIUM=${asked} does not run`)
  const found = places.map(onPath).find(runs)
  if (found) return { OCCUR_CHROMIUM: found }
  if (!isDebian()) return skip('no Chromium was found; install one, or set OCCUR_CHROMIUM to its path')
  if (process.getuid() !== 0) return skip('no Chromium was found; install it with: sudo apt-get install chromium')
  say("Installing Debian's package chromium for the browser tests")
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const { status } = spawnSync('apt-get', args, { stdio: 'inherit', env })
    if (status !== 0) return skip('apt-get could not install the package chromium')
  }
  const installed = onPath('chromium')
  return runs(installed) ? { OCCUR_CHROMIUM: installed } : skip('the package chromium was installed, but does not run')
}

function skip(reason) {
  say(`THE BROWSER TESTS ARE SKIPPED: ${reason}.`)
  return { OCCUR_TEST_SKIP_BROWSER: '1' }
}

/** The full path of a program, which is what starts it from anywhere; the name itself where it is not found. */
function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name
}

function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

function isDebian() {
  return existsSync('/etc/debian_version') && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
}
