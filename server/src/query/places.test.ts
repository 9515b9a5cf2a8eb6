import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type PlaceSeeker, Places } from './places.ts'

const never = new AbortController().signal
const patient = { placesMax: 1, waitingMax: 10, waitMsMax: 60_000 }

function seeker(keyId: string, project = 'p', left: AbortSignal = never): PlaceSeeker {
  return { project, keyId, left }
}

/** Takes a place when there is one, and notes in which order that was. */
async function queueUp(places: Places, order: string[], name: string, asker: PlaceSeeker): Promise<void> {
  const giveBack = await places.take(asker)
  order.push(name)
  giveBack()
}

describe('places for questions', () => {
  test('so many are taken at once; the next waits until one is given back', async () => {
    const places = new Places({ ...patient, placesMax: 2 })
    const first = await places.take(seeker('a'))
    await places.take(seeker('a'))
    const third = places.take(seeker('a'))
    assert.deepEqual(places.counts, { running: 2, waiting: 1, refused: 0 })
    first()
    await third
    assert.deepEqual(places.counts, { running: 2, waiting: 0, refused: 0 })
  })

  test('a place that is given back twice counts once', async () => {
    const places = new Places(patient)
    const giveBack = await places.take(seeker('a'))
    giveBack()
    giveBack()
    assert.deepEqual(places.counts, { running: 0, waiting: 0, refused: 0 })
    await places.take(seeker('a'))
    assert.equal(places.counts.running, 1)
  })

  test('questions of one key are answered in the order in which they came', async () => {
    const places = new Places(patient)
    const giveBack = await places.take(seeker('a'))
    const order: string[] = []
    const all = ['1', '2', '3'].map((name) => queueUp(places, order, name, seeker('a')))
    giveBack()
    await Promise.all(all)
    assert.deepEqual(order, ['1', '2', '3'])
  })

  test('whoever has fewer under way goes first: by project, then by key', async () => {
    const places = new Places({ ...patient, placesMax: 3 })
    await places.take(seeker('many', 'busy'))
    await places.take(seeker('many', 'busy'))
    const giveBack = await places.take(seeker('many', 'busy'))
    const order: string[] = []
    const all = [
      queueUp(places, order, 'the fourth of a key', seeker('many', 'busy')),
      queueUp(places, order, 'of another key', seeker('one', 'busy')),
      queueUp(places, order, 'of another project', seeker('other', 'quiet')),
    ]
    giveBack()
    await Promise.all(all)
    assert.deepEqual(order, ['of another project', 'of another key', 'the fourth of a key'])
  })

  test('when too many wait, the last of those who have most waiting is refused, and told when to come back', async () => {
    const places = new Places({ ...patient, waitingMax: 2 })
    const giveBack = await places.take(seeker('a'))
    const order: string[] = []
    const first = queueUp(places, order, 'first', seeker('greedy'))
    const second = assert.rejects(queueUp(places, order, 'second', seeker('greedy')), {
      code: 'overloaded',
      retryAfterSeconds: 2,
      message: /^1 questions are being answered, as many as may at the same time, and more wait than may\. Ask again/,
    })
    const modest = queueUp(places, order, 'modest', seeker('modest'))
    await second
    giveBack()
    await Promise.all([first, modest])
    assert.deepEqual(order, ['first', 'modest'])
    assert.equal(places.counts.refused, 1)
  })

  test('whoever waits too long is refused', async () => {
    const places = new Places({ ...patient, waitMsMax: 1 })
    await places.take(seeker('a'))
    await assert.rejects(places.take(seeker('b')), {
      code: 'overloaded',
      message: /none of them ended within 1 ms\. Ask again in a moment\.$/,
    })
    assert.deepEqual(places.counts, { running: 1, waiting: 0, refused: 1 })
  })

  test('whoever leaves stops waiting, and nobody is refused for it', async () => {
    const places = new Places(patient)
    const giveBack = await places.take(seeker('a'))
    const leaving = new AbortController()
    const left = assert.rejects(places.take(seeker('b', 'p', leaving.signal)), /gone home/)
    leaving.abort(new Error('gone home'))
    await left
    assert.deepEqual(places.counts, { running: 1, waiting: 0, refused: 0 })
    giveBack()
    assert.equal(places.counts.running, 0)
  })

  test('whoever has left already takes no place', async () => {
    const places = new Places(patient)
    await assert.rejects(places.take(seeker('a', 'p', AbortSignal.abort(new Error('gone home')))), /gone home/)
    assert.equal(places.counts.running, 0)
  })
})
