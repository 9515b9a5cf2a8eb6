import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  Bool,
  CompressionType,
  compressionRegistry,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  LargeUtf8,
  List,
  makeData,
  Null,
  RecordBatchStreamWriter,
  Table,
  Timestamp,
  TimeUnit,
  tableToIPC,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow'
import { arrowEvents } from './arrow-events.ts'

async function events(bytes: Buffer, { isFile = false, size = 1000 } = {}): Promise<string[]> {
  async function* source() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const found: string[] = []
  for await (const records of arrowEvents(source(), 'FILE', { isFile })) {
    found.push(...records.map(({ line, text }) => `${line} ${text}`))
  }
  return found
}

const instants = (unit: TimeUnit, ...values: bigint[]) =>
  new Vector([makeData({ type: new Timestamp(unit, 'UTC'), data: new BigInt64Array(values) })])

const streamOf = (table: Table) => Buffer.from(tableToIPC(table, 'stream'))

/** As the format has it: the stream, and after it where things are in it, which nobody needs who reads all of it. */
const fileOf = (stream: Buffer) =>
  Buffer.concat([Buffer.from('ARROW1\0\0'), stream, Buffer.from('where things are\x10\0\0\0ARROW1')])

const odd = new Table({
  timestamp: instants(TimeUnit.NANOSECOND, 1n, -1n),
  type: vectorFromArray(['a', null], new Dictionary(new Utf8(), new Int32())),
  description: vectorFromArray(['\ufeffmarked', ''], new Utf8()),
  user_id: vectorFromArray([null, '+1804'], new LargeUtf8()),
  attributes: vectorFromArray(['{"n": 1e400}', null], new Utf8()),
  'attributes.whole': vectorFromArray([2n ** 62n, null], new Int64()),
  'attributes.part': vectorFromArray([null, 1.5], new Float64()),
  'attributes.flag': vectorFromArray([true, null], new Bool()),
  'attributes.nothing': vectorFromArray([null, null], new Null()),
})
const oddEvents = [
  '{"timestamp":"1970-01-01T00:00:00.000000001Z","type":"a","description":"\ufeffmarked","attributes":{"n": 1e400,"flag":"true","whole":"4611686018427387904"}}',
  '{"timestamp":"1969-12-31T23:59:59.999999999Z","user_id":"+1804","description":"","attributes":{"part":"1.5"}}',
]

test('the rows of a file, of a stream, and of streams after one another become events, however they come', async () => {
  const batches = [...oddEvents, ...oddEvents].map((text, index) => `${index + 1} ${text}`)
  const twice = odd.concat(odd)
  assert.equal(twice.batches.length, 2)
  for (const size of [1, 7, 1000, 100_000]) {
    assert.deepEqual(await events(fileOf(streamOf(twice)), { isFile: true, size }), batches)
    assert.deepEqual(await events(streamOf(twice), { size }), batches)
    assert.deepEqual(await events(Buffer.concat([streamOf(odd), streamOf(odd)]), { size }), batches)
  }
})

test('a file or stream without a batch is no event, whatever follows', async () => {
  const empty = Buffer.from(new RecordBatchStreamWriter().reset(undefined, odd.schema).finish().toUint8Array(true))
  assert.deepEqual(await events(fileOf(empty), { isFile: true }), [])
  assert.equal((await events(Buffer.concat([empty, empty, streamOf(odd)]))).length, oddEvents.length)
})

test('instants are those of their unit', async () => {
  for (const [unit, value] of [
    [TimeUnit.SECOND, 1772_460_414n],
    [TimeUnit.MILLISECOND, 1772_460_414_000n],
    [TimeUnit.MICROSECOND, 1772_460_414_000_000n],
    [TimeUnit.NANOSECOND, 1772_460_414_000_000_000n],
  ] as const) {
    const found = await events(streamOf(new Table({ timestamp: instants(unit, value) })))
    assert.deepEqual(found, ['1 {"timestamp":"2026-03-02T14:06:54Z"}'])
  }
})

test('a file that is cut off anywhere is an error, and never a shorter file', async () => {
  const whole = fileOf(streamOf(odd.concat(odd)))
  for (let length = 6; length < whole.length; length++) {
    await assert.rejects(events(whole.subarray(0, length), { isFile: true }), /^CommandFailure: FILE cannot be read as/)
  }
})

test('a file that is compressed with LZ4 is refused with the reason', async () => {
  const codec = compressionRegistry.get(CompressionType.LZ4_FRAME)!
  // All that the library asks of a frame; nobody gets to read what would be in it.
  const frame = Uint8Array.of(0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0xc0)
  compressionRegistry.set(CompressionType.LZ4_FRAME, { ...codec, encode: () => frame })
  const writer = new RecordBatchStreamWriter({ compressionType: CompressionType.LZ4_FRAME })
  const bytes = Buffer.from(writer.writeAll(odd).toUint8Array(true))
  await assert.rejects(events(bytes), /^CommandFailure: It is compressed with LZ4, which import does not read/)
})

test('what no event can be made of is named', async () => {
  const timestamp = instants(TimeUnit.SECOND, 0n)
  const unknown = new Table({ timestamp, colour: vectorFromArray(['red'], new Utf8()) })
  await assert.rejects(events(streamOf(unknown)), /^CommandFailure: These columns are no fields of an event: "colour"/)
  const list = new Table({ timestamp, attributes: vectorFromArray([[1]], new List(new Field('n', new Int32()))) })
  await assert.rejects(events(streamOf(list)), /^CommandFailure: The column "attributes" holds no plain values/)
  await assert.rejects(events(Buffer.alloc(100, 0xff)), /^CommandFailure: FILE cannot be read as Arrow: /)
})
