import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'node:test'

/** What a part of the house may import besides itself. Whatever is not named here is forbidden. */
interface Part {
  /** Other parts. */
  readonly parts: readonly string[]
  /** npm packages; subpaths are included. */
  readonly packages: readonly string[]
  /** A part that also runs in a browser has no Node. */
  readonly node: boolean
}

/** What is agreed between client and server, the filter language included: whoever speaks of it may import it. */
const contract = ['client/src/protocol.ts', 'client/src/filter']

/** The import table. A path belongs to the longest of these that it begins with. */
const table: Readonly<Record<string, Part>> = {
  'client/src': { parts: [], packages: [], node: false },
  'server/src/event': { parts: contract, packages: [], node: true },
  'server/src/engine': { parts: ['server/src/event'], packages: ['ffi-rs', 'undici'], node: true },
  'server/src/store': { parts: ['server/src/event', 'server/src/engine', ...contract], packages: [], node: true },
  'server/src/live': { parts: ['server/src/event', 'server/src/store', ...contract], packages: [], node: true },
  'server/src/ingest': {
    parts: ['server/src/event', 'server/src/store', 'server/src/live', ...contract],
    packages: [],
    node: true,
  },
  'server/src/query': { parts: ['server/src/event', 'server/src/store', ...contract], packages: [], node: true },
  'server/src/http': {
    parts: ['server/src/event', 'server/src/ingest', 'server/src/query', 'server/src/live', ...contract],
    packages: ['fastify', '@fastify', 'typebox', 'ajv', 'helmet', 'prom-client', 'pino'],
    node: true,
  },
  'server/src/cli': {
    parts: ['server/src/server.ts', 'server/src/config.ts', 'server/src/event', 'client/src', 'server/package.json'],
    packages: ['apache-arrow', 'commander', 'csv-parse', 'hyparquet', 'pino'],
    node: true,
  },
  'server/src/config.ts': { parts: [], packages: [], node: true },
  'server/src/main.ts': { parts: ['server/src/cli'], packages: [], node: true },
  // The composition root and the files beside it that it is made of.
  'server/src': {
    parts: [
      'server/src/config.ts',
      'server/src/engine',
      'server/src/event',
      'server/src/http',
      'server/src/ingest',
      'server/src/live',
      'server/src/query',
      'server/src/store',
      'server/package.json',
    ],
    packages: ['pino'],
    node: true,
  },
  'web/src': {
    parts: ['client/src'],
    packages: ['react', 'react-dom', '@base-ui/react', '@tanstack', '@fontsource-variable', 'lucide-react', 'uplot'],
    node: false,
  },
  test: { parts: ['client/src'], packages: ['playwright-core', 'axe-core'], node: true },
  bench: { parts: ['client/src', 'server/src/engine', 'server/src/cli'], packages: [], node: true },
}

/** What tests may import on top of that, wherever they are: a real engine, a real server, and what tests are made with. */
const forTests: Part = {
  parts: [
    ...contract,
    'server/src/engine',
    'server/src/testing',
    'server/src/server.ts',
    'server/src/config.ts',
    'server/src/event',
  ],
  packages: ['fast-check', '@seriousme/openapi-schema-validator', 'pino', 'apache-arrow', 'hyparquet', 'csv-parse'],
  node: true,
}

/** Tests, suites that several tests run, and what only they need. Nothing else may import these. */
function isForTests(path: string): boolean {
  return /\.(test|contract)\.tsx?$/.test(path) || path.includes('/testing/') || path.startsWith('test/')
}

interface Import {
  /** The file that imports, from the root. */
  readonly file: string
  /** As it is written. */
  readonly name: string
}

/** What is wrong with an import, or null. */
function problemWith({ file, name }: Import): string | null {
  const home = partOf(file)
  if (home === null) return `${file} belongs to no part of the table`
  const allowances = isForTests(file) ? [partAt(home), forTests] : [partAt(home)]
  if (name.startsWith('node:')) {
    return allowances.some(({ node }) => node) ? null : `${file} imports ${name}, but ${home} has no Node`
  }
  const target = pathOf(file, name)
  if (target === null) {
    const isAllowed = allowances.some(({ packages }) => packages.some((allowed) => isWithin(allowed, name)))
    return isAllowed ? null : `${file} imports the package ${name}, which ${home} may not`
  }
  if (isForTests(target) && !isForTests(file) && !file.startsWith('bench/')) {
    return `${file} imports ${target}, which is only for tests`
  }
  if (partOf(target) === home && target !== 'server/package.json') return null
  const isAllowed = allowances.some(({ parts }) => parts.some((allowed) => isWithin(allowed, target)))
  return isAllowed ? null : `${file} imports ${target}, which ${home} may not`
}

/** Where a name leads: a path from the root, or null for a package that is not ours. */
function pathOf(file: string, name: string): string | null {
  if (name === '@occur/client') return 'client/src/client.ts'
  if (name === '@occur/client/protocol') return 'client/src/protocol.ts'
  if (name === '@occur/client/filter') return 'client/src/filter/index.ts'
  return name.startsWith('.') ? normalize(join(dirname(file), name)) : null
}

function partOf(path: string): string | null {
  const found = Object.keys(table).filter((part) => isWithin(part, path))
  return found.sort((one, other) => other.length - one.length)[0] ?? null
}

function partAt(name: string): Part {
  return table[name] as Part
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** `import … from`, `export … from`, `import '…'` and `import('…')`, also over several lines and of types only. */
function importsIn(file: string, source: string): Import[] {
  const forms = [
    /^(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/g,
  ]
  return forms.flatMap((form) => [...source.matchAll(form)].map(([, name]) => ({ file, name: name as string })))
}

const root = normalize(join(import.meta.dirname, '../..'))

const sources = ['client/src', 'server/src', 'web/src', 'test', 'bench']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(tsx?|js)$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

// The imports that are made up in this file are none.
const itself = relative(root, import.meta.filename)

const imports = sources.filter(({ file }) => file !== itself).flatMap(({ file, text }) => importsIn(file, text))

test('the imports of every part are looked at', () => {
  assert.ok(sources.length > 100, `${sources.length} files`)
  assert.ok(imports.length > 2 * sources.length, `${imports.length} imports in ${sources.length} files`)
  for (const part of Object.keys(table)) {
    assert.ok(
      sources.some(({ file }) => partOf(file) === part),
      `${part} has no file`,
    )
  }
})

test('a forbidden import is found in whatever form it is written', () => {
  for (const source of [
    "import { rows } from '../store/rows.ts'",
    "import type { Rows } from '../store/rows.ts'",
    "import {\n  one,\n  other,\n} from '../store/rows.ts'",
    "export * from '../store/rows.ts'",
    "import '../store/rows.ts'",
    "const { rows } = await import('../store/rows.ts')",
  ]) {
    const [found] = importsIn('server/src/event/made-up.ts', source)
    assert.deepEqual(found, { file: 'server/src/event/made-up.ts', name: '../store/rows.ts' }, source)
    assert.match(problemWith(found as Import) ?? '', /server\/src\/event may not/, source)
  }
})

test('each kind of forbidden import is found', () => {
  for (const [file, name] of [
    ['server/src/store/made-up.ts', 'fastify'],
    ['server/src/http/made-up.ts', 'undici'],
    ['server/src/http/made-up.ts', '../engine/engine.ts'],
    ['server/src/http/made-up.ts', '../store/keys.ts'],
    ['server/src/query/made-up.ts', '../live/follow.ts'],
    ['server/src/event/made-up.ts', '@occur/client'],
    ['server/src/store/made-up.ts', './testing/made-up.ts'],
    ['server/src/store/made-up.ts', './made-up.contract.ts'],
    ['server/src/main.ts', './server.ts'],
    ['client/src/made-up.ts', 'node:fs'],
    ['client/src/made-up.ts', 'react'],
    ['web/src/made-up.tsx', '../../server/src/event/errors.ts'],
    ['test/made-up.test.ts', '../server/src/store/keys.ts'],
    ['elsewhere/made-up.ts', 'node:fs'],
  ] as const) {
    assert.notEqual(problemWith({ file, name }), null, `${file} imports ${name}`)
  }
})

test('every part imports only what the table allows', () => {
  assert.deepEqual(
    imports.map(problemWith).filter((problem) => problem !== null),
    [],
  )
})

test('no package is allowed to a part of the server that does not use it', () => {
  const serverParts = Object.entries(table).filter(([part]) => part.startsWith('server/'))
  const unused = serverParts.flatMap(([part, { packages }]) => {
    const used = imports.filter(({ file }) => partOf(file) === part).map(({ name }) => name)
    return packages.filter((allowed) => !used.some((name) => isWithin(allowed, name))).map((name) => `${part}: ${name}`)
  })
  assert.deepEqual(unused, [])
})

test('what the process was started with is read in main.ts alone, and told to everybody else', () => {
  const readers = sources
    .filter(({ file }) => file.startsWith('server/src/') && !isForTests(file))
    .filter(({ text }) => /\bprocess\.(env|argv|exit|std(in|out|err)|on)\b/.test(text))
    .map(({ file }) => file)
  assert.deepEqual(readers.sort(), [
    // It passes the PATH on to the process of the engine,
    'server/src/engine/private-engine-child.js',
    // and this one is a process of its own.
    'server/src/engine/private-start.ts',
    'server/src/main.ts',
  ])
})
