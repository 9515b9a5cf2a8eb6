import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const sheets = globSync('**/*.css', { cwd: import.meta.dirname }).map((path) => ({
  path,
  text: readFileSync(join(import.meta.dirname, path), 'utf8'),
}))
const tokens = sheets.find(({ path }) => path === 'tokens.css')?.text ?? ''
const others = sheets.filter(({ path }) => path !== 'tokens.css')
const scripts = globSync('**/*.tsx', { cwd: import.meta.dirname }).map((path) =>
  readFileSync(join(import.meta.dirname, path), 'utf8'),
)

/** Where a pattern stands in a sheet: `path:line what`. */
function places(pattern: RegExp): string[] {
  return others.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  )
}

test('every colour is a token', () => {
  assert.deepEqual(places(/(oklch|rgba?|hsla?)\(|#[0-9a-f]{3,8}\b|:\s*(white|black)\b/i), [])
})

test('text has one of the sizes, or is sized by the text around it', () => {
  assert.deepEqual(places(/font-size:(?! *(var\(--text-|inherit|[\d.]+em;))/), [])
})

test('what is round is so by a token, but for marks of a few pixels', () => {
  assert.deepEqual(places(/border-radius:(?!( *(var\(--radius-[a-z]+\)|0|50%|[1-3]px))+;)/), [])
})

test('a token that is used is there, and one that is there is used', () => {
  const named = (pattern: RegExp, texts: string[]) =>
    new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))
  const made = named(/^\s*(--[\w-]+):/gm, [tokens])
  // A component hands measures of its own to its sheet; a popup has those of the page around it from its library.
  const own = named(/['"]?(--[\w-]+)['"]?\s*:/g, [...others.map(({ text }) => text), ...scripts])
  const ofLibrary = new Set(['--available-height', '--available-width', '--anchor-width', '--transform-origin'])
  const used = named(/var\((--[\w-]+)[,)]/g, [...sheets.map(({ text }) => text), ...scripts])
  assert.deepEqual(
    [...used].filter((name) => !made.has(name) && !own.has(name) && !ofLibrary.has(name)),
    [],
  )
  const inScripts = named(/(--[\w-]+)/g, scripts)
  assert.deepEqual(
    [...made].filter((name) => !used.has(name) && !inScripts.has(name) && !/^--series-\d$/.test(name)),
    [],
  )
})
