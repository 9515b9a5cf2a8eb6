import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvEvents } from './csv-events.ts'
import { csvRows } from './csv-rows.ts'
import type { SourceRecord } from './source-record.ts'

async function events(csv: string | Buffer, size = 4, delimiter = ','): Promise<SourceRecord[]> {
  const bytes = Buffer.from(csv)
  async function* source() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const found: SourceRecord[] = []
  for await (const records of csvEvents(csvRows(source(), delimiter))) found.push(...records)
  return found
}

const texts = async (csv: string) => (await events(csv)).map(({ text }) => text.toString())

test('columns become fields in one order; empty cells are no value', async () => {
  assert.deepEqual(await texts('\ufefftype,timestamp,user_id\na,t1,\n"say ""hi"", all",t2,+49\n'), [
    '{"timestamp":"t1","type":"a"}',
    '{"timestamp":"t2","type":"say \\"hi\\", all","user_id":"+49"}',
  ])
})

test('the text of an event does not depend on the order of the columns', async () => {
  const one = await texts('timestamp,type,attributes.b,attributes.a\nt,x,2,1')
  const other = await texts('attributes.a,type,attributes.b,timestamp\n1,x,2,t')
  assert.deepEqual(one, other)
  assert.deepEqual(one, ['{"timestamp":"t","type":"x","attributes":{"a":"1","b":"2"}}'])
})

test('attributes travel as they stand in the cell, with single ones added', async () => {
  assert.deepEqual(
    await texts('timestamp,attributes,attributes.x\nt,"{""n"":12345678901234567890, ""e"":1e400}",y\nt,{},y\nt,{},'),
    [
      '{"timestamp":"t","attributes":{"n":12345678901234567890, "e":1e400,"x":"y"}}',
      '{"timestamp":"t","attributes":{"x":"y"}}',
      '{"timestamp":"t","attributes":{}}',
    ],
  )
})

test('a cell that is not JSON cannot end the event early: it becomes a string, which the server refuses', async () => {
  assert.deepEqual(await texts('timestamp,attributes\nt,"{},""type"":""x"""'), [
    '{"timestamp":"t","attributes":"{},\\"type\\":\\"x\\""}',
  ])
})

test('line numbers are those of the file, through quoted line breaks and blank lines', async () => {
  const csv = 'timestamp,type\r\nt1,"a\r\nb"\r\n\r\nt2,c\r\nt3\r\nt4,d'
  for (const size of [1, 3, 1000]) {
    const found = await events(csv, size)
    assert.deepEqual(
      found.map(({ line, problem }) => [line, problem]),
      [
        [2, undefined],
        [5, undefined],
        [6, 'has 1 cells, but the header has 2'],
        [7, undefined],
      ],
    )
    assert.equal(found[0]?.text.toString(), '{"timestamp":"t1","type":"a\\r\\nb"}')
  }
})

test('unknown, repeated and missing columns are named', async () => {
  await assert.rejects(events('timestamp,colour,type,size\n'), /"colour", "size"/)
  await assert.rejects(events('timestamp,type,type\n'), /"type" twice/)
  await assert.rejects(events('type\n'), /no column "timestamp"/)
})

test('a quote that never ends and bytes that are not UTF-8 are errors, after the rows before them', async () => {
  const rows: number[] = []
  async function* source() {
    yield Buffer.from('timestamp,type\nt,a\nt,"b\n')
  }
  await assert.rejects(async () => {
    for await (const { line } of csvRows(source(), ',')) rows.push(line)
  }, /line 3: .*[Qq]uote/)
  assert.deepEqual(rows, [1, 2])
  await assert.rejects(events(Buffer.from([...Buffer.from('timestamp,type\nt,'), 0xe9, 0x0a])), /not UTF-8/)
})
