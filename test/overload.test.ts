import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWorkplace, type Workplace } from './occur-process.ts'
import { engineOf } from './process-tree.ts'
import { count, type Sent, send, storedIds } from './sending.ts'

const skip = !existsSync('/proc/self/task') && 'processes are looked at through /proc, which only Linux has'

describe('more than the server can take', { skip }, () => {
  let place: Workplace
  before(() => {
    place = createWorkplace()
  })
  after(() => place?.end())

  test('is refused with Retry-After in flat memory, while whoever was let in gets his answer late', async (t) => {
    const running = place.start(['serve', '--port', '0'], {
      OCCUR_REQUESTS_MAX: '100',
      OCCUR_PENDING_BYTES_MAX: '500000',
    })
    const [, url = ''] = await running.until(/Occur is ready at (http:\/\/[^"]+)"/)
    const serving = { url, key: readFileSync(join(place.data, 'admin-key'), 'utf8').trim() }
    const server = running.child.pid as number
    const engine = engineOf(server) as number
    const answers: NonNullable<Sent>[] = []
    const description = 'x'.repeat(20_000)
    const sendOne = async (id: string) => {
      const sent = await send(serving, [id], { description })
      assert.ok(sent, 'nobody answered')
      answers.push(sent)
      return sent.status
    }
    const ids = Array.from({ length: 500 }, (_, n) => `load-${n}`)
    assert.equal(await sendOne('before'), 201)

    const bytesBefore = residentBytes(server)
    process.kill(engine, 'SIGSTOP')
    let sending: Promise<number>[]
    try {
      // It hangs: of five hundred, a hundred may be in at a time, and of those the log holds half a megabyte.
      sending = ids.map(sendOne)
      await until(() => answers.length >= 1 + 400)
      const grown = residentBytes(server) - bytesBefore
      t.diagnostic(`memory grew by ${Math.round(grown / 1e6)} MB`)
      assert.ok(grown < 150_000_000, `grew by ${grown} bytes`)
      assert.equal((await fetch(`${url}/healthz`)).status, 200)
    } finally {
      process.kill(engine, 'SIGCONT')
    }
    const statuses = await Promise.all(sending)
    assert.deepEqual(new Set(statuses), new Set([201, 429]))
    for (const answer of answers) if (!('report' in answer)) assert.ok(Number(answer.retryAfter) >= 1)
    const taken = ids.filter((_, index) => statuses[index] === 201)
    assert.ok(taken.length > 0 && taken.length <= 100)
    assert.deepEqual((await storedIds(serving)).toSorted(), ['before', ...taken].toSorted())

    // Who comes back is taken.
    const comingBack = async (id: string) => {
      while ((await sendOne(id)) !== 201) await sleep(20)
    }
    await Promise.all(ids.map(comingBack))
    assert.equal(await count(serving), 501)
    running.child.kill('SIGTERM')
    assert.equal(await running.ended, 0)
  })
})

function residentBytes(processId: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1]) * 1024
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20)
}
