import { OccurError } from './error.ts'
import type { Call, CallOptions, Requester } from './request.ts'

export interface ExportCallOptions extends CallOptions {
  /** False: not compressed on its way, which on one machine only costs. Browsers decide by themselves. */
  compressed?: boolean
}

/** The bytes of a file as they come. Leaving the loop, or aborting, ends the work of the server as well. */
export async function* exported(
  requester: Requester,
  call: Call,
  { compressed = true, signal }: ExportCallOptions = {},
): AsyncGenerator<Uint8Array> {
  const headers = { ...call.headers, ...(!compressed && { 'Accept-Encoding': 'identity' }) }
  const { body } = await requester.open({ ...call, headers, signal })
  const reader = body?.getReader()
  if (!reader) return
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw new OccurError(null, 'The connection broke before the end: what came is not the whole', { cause: error })
  } finally {
    // Whatever became of it: when it is at its end, this does nothing.
    await reader.cancel().catch(() => {})
  }
}
