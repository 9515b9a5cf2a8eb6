import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { shortcutGroups } from './shortcuts.ts'

const web = join(import.meta.dirname, '..')
const sources = globSync('**/*.{ts,tsx}', { cwd: web })
  .filter((path) => !path.startsWith('data/shortcuts'))
  .map((path) => readFileSync(join(web, path), 'utf8'))

/** A link or a button of its own hears it, as the browser has it. */
const ofTheBrowser = new Set(['Enter'])

for (const [place, { name, keys }] of Object.entries(shortcutGroups)) {
  test(`every key that the help sheet names for ${name} is heard there`, () => {
    const heard = sources.filter((source) => source.includes(`useShortcuts('${place}'`)).join('\n')
    for (const key of keys.flatMap(([combination]) => combination.split(' '))) {
      if (ofTheBrowser.has(key)) continue
      const written = key === 'Esc' ? 'Escape' : key
      const asName = new RegExp(
        `(^|[\\s{])'?${written.replace(/[?+]/g, '\\$&')}'?: |'${written.replace(/[?+]/g, '\\$&')}'`,
        'm',
      )
      assert.match(heard, asName, key)
    }
  })
}
