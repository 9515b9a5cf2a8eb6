import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { lockDataFolder } from './data-lock.ts'
import { temporaryFolder } from './testing/engines.ts'

const folders: string[] = []
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

test('a folder that another process holds is refused, with its number and what to do', async () => {
  const folder = await newFolder()
  const holder = await holdInAnotherProcess(folder)
  assert.throws(() => lockDataFolder(folder), {
    name: 'AppError',
    code: 'conflict',
    message: new RegExp(`is in use by Occur, process ${holder.pid} \\(started 20.*--data`),
  })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  lockDataFolder(folder).release()
})

test('a released folder can be locked again, and nothing is left in it', async () => {
  const folder = join(await newFolder(), 'made', 'on the way')
  lockDataFolder(folder).release()
  const lock = lockDataFolder(folder)
  assert.deepEqual(await readdir(folder), ['lock'])
  assert.equal((await stat(folder)).mode & 0o077, 0)
  lock.release()
  assert.deepEqual(await readdir(folder), [])
})

test('a lock whose process number now belongs to another process is taken over', async () => {
  const folder = await newFolder()
  const holder = { pid: process.ppid, started: '2020-01-01T00:00:00Z', process_start: 'long ago' }
  await writeFile(join(folder, 'lock'), JSON.stringify(holder))
  lockDataFolder(folder).release()
})

test('a lock that was cut short by a crash is taken over', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'lock'), '{"pi')
  lockDataFolder(folder).release()
})

test('a release leaves a lock alone that has become somebody else’s', async () => {
  const folder = await newFolder()
  const lock = lockDataFolder(folder)
  await writeFile(join(folder, 'lock'), '{"pid":1}')
  lock.release()
  assert.equal(await readFile(join(folder, 'lock'), 'utf8'), '{"pid":1}')
})

test('of many processes that find the same stale lock, one gets the folder', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 30, started: '', process_start: null }))
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => tryInAnotherProcess(folder)))
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), [...Array(5).fill('conflict'), 'locked'])
  for (const { child } of outcomes) child.kill('SIGKILL')
})

async function holdInAnotherProcess(folder: string) {
  const { child, outcome } = await tryInAnotherProcess(folder)
  assert.equal(outcome, 'locked')
  return child
}

async function tryInAnotherProcess(folder: string) {
  const script = `
    import { lockDataFolder } from ${JSON.stringify(new URL('./data-lock.ts', import.meta.url).href)}
    try {
      lockDataFolder(${JSON.stringify(folder)})
      console.log('locked')
    } catch (error) {
      console.log(error.code)
    }
    setInterval(() => {}, 60_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [outcome] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, outcome }
}

async function newFolder(): Promise<string> {
  const folder = await temporaryFolder()
  folders.push(folder)
  return folder
}
