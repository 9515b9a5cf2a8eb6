import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { addAbortSignal, pipeline, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { CommandFailure } from '../exit-codes.ts'
import type { Surroundings } from '../surroundings.ts'
import { parquetEvents } from './parquet-events.ts'
import type { SourceRecord } from './source-record.ts'

/** What is imported: bytes after decompression, and how far we are in the file as it lies there. */
export interface Source {
  /** For messages: the path, or `standard input`. */
  name: string
  chunks: AsyncIterable<Buffer>
  /** Bytes of the file taken so far, still compressed. */
  bytesRead(): number
  /** Null for standard input. */
  bytesTotal: number | null
  /** The events themselves, where they are not read from the chunks. */
  records?: AsyncIterable<SourceRecord[]>
}

const readBytes = 256 * 1024

/** Opens FILE, or standard input for `-`. What it is, and whether compressed, the first bytes say, whatever its name says. */
export async function openSource(
  path: string,
  { input, stopped }: Pick<Surroundings, 'input' | 'stopped'>,
): Promise<Source> {
  const bytesTotal = path === '-' ? null : await fileBytes(path)
  const raw = path === '-' ? input : createReadStream(path, { highWaterMark: readBytes })
  // Someone who types at standard input may stop at any time, too.
  addAbortSignal(stopped, raw)
  let bytesRead = 0
  async function* counted() {
    for await (const chunk of raw as AsyncIterable<Buffer>) {
      bytesRead += chunk.length
      yield chunk
    }
  }
  const name = path === '-' ? 'standard input' : path
  const { head, chunks } = await peek(counted(), tellsFormat)
  if (path !== '-' && begins(head, parquetMagic)) {
    raw.destroy()
    bytesRead = 0
    const records = parquetEvents(path, (bytes) => {
      bytesRead += bytes
    })
    return { name, chunks, records, bytesRead: () => bytesRead, bytesTotal }
  }
  const inside = await peek(decompressed(chunks, head, name), tellsFormat)
  const other = foreign.find(({ magic }) => begins(inside.head, magic))
  if (other) throw new CommandFailure(`${name} is ${other.name}, which import does not read: ${other.advice}`)
  const source = { name, chunks: inside.chunks, bytesRead: () => bytesRead, bytesTotal }
  const isFile = begins(inside.head, arrowFileMagic)
  if (!isFile && !begins(inside.head, arrowStreamMagic)) return source
  // Only then: its library takes longer to load than many commands to run.
  const { arrowEvents } = await import('./arrow-events.ts')
  return { ...source, records: arrowEvents(inside.chunks, name, { isFile }) }
}

/** Enough for the longest of the marks below. */
function tellsFormat(head: Buffer): boolean {
  return head.length >= 6
}

function begins(head: Buffer, magic: readonly number[]): boolean {
  return head.subarray(0, magic.length).equals(Buffer.from(magic))
}

async function fileBytes(path: string): Promise<number> {
  let file: FileHandle | undefined
  try {
    // Opened, since a file may be seen and not read.
    file = await open(path)
    const facts = await stat(path)
    if (facts.isDirectory()) throw new CommandFailure(`${path} is a folder; name a file in it`)
    return facts.size
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandFailure(`There is no file ${path}`)
    if (code === 'EACCES') throw new CommandFailure(`${path} may not be read by you`)
    throw error
  } finally {
    await file?.close()
  }
}

const gzipMagic = [0x1f, 0x8b]
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd]
const parquetMagic = [...Buffer.from('PAR1')]
const arrowFileMagic = [...Buffer.from('ARROW1')]
const arrowStreamMagic = [0xff, 0xff, 0xff, 0xff]

const foreign: { name: string; magic: number[]; advice: string }[] = [
  { name: 'a zip archive', magic: [0x50, 0x4b, 0x03, 0x04], advice: 'unpack it first (unzip)' },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], advice: 'pipe it: bzip2 -dc FILE | npx occur import -' },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58], advice: 'pipe it: xz -dc FILE | npx occur import -' },
  {
    name: 'Parquet in a pipe, or compressed',
    magic: parquetMagic,
    advice: 'it is read from its end, so it has to be named as the file that it is: npx occur import FILE',
  },
  {
    name: 'Feather of version 1',
    magic: [...Buffer.from('FEA1')],
    advice: 'write it again as version 2, which is Arrow',
  },
  {
    name: 'UTF-16 text',
    magic: [0xff, 0xfe],
    advice: 'convert it: iconv -f UTF-16 -t UTF-8 FILE | npx occur import -',
  },
]

function decompressed(chunks: AsyncIterable<Buffer>, head: Buffer, name: string): AsyncIterable<Buffer> {
  if (begins(head, gzipMagic)) return through(chunks, createGunzip(), name)
  if (begins(head, zstdMagic)) return throughZstd(chunks, name)
  return chunks
}

async function* through(
  chunks: AsyncIterable<Buffer>,
  decompressor: ReturnType<typeof createGunzip>,
  name: string,
): AsyncGenerator<Buffer> {
  // The callback is there to be called; the error itself comes out of the loop below.
  pipeline(Readable.from(chunks), decompressor, () => {})
  try {
    for await (const chunk of decompressor) yield chunk as Buffer
  } catch (error) {
    throw new CommandFailure(`${name} cannot be decompressed to its end: ${(error as Error).message}`)
  }
}

/** Node's decoder stops without a word at the end of a first frame, so we count whether it took everything. */
async function* throughZstd(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let bytesGiven = 0
  async function* counted() {
    for await (const chunk of chunks) {
      bytesGiven += chunk.length
      yield chunk
    }
  }
  const decompressor = createZstdDecompress()
  yield* through(counted(), decompressor, name)
  if (decompressor.bytesWritten < bytesGiven) {
    throw new CommandFailure(
      `${name} has several zstd frames, of which only the first was read. Pipe it: zstd -dc FILE | npx occur import -`,
    )
  }
}

/** What comes first until it is enough (or all, where that is less), and the whole again from the start. */
export async function peek(
  source: AsyncIterable<Buffer>,
  isEnough: (head: Buffer) => boolean,
): Promise<{ head: Buffer; chunks: AsyncGenerator<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (!isEnough(head)) {
    const { done, value } = await iterator.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  async function* chunks() {
    try {
      if (head.length > 0) yield head
      while (true) {
        const { done, value } = await iterator.next()
        if (done) return
        yield value
      }
    } finally {
      await iterator.return?.()
    }
  }
  return { head, chunks: chunks() }
}
