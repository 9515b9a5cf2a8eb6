import type { IngestReport, Page, StoredEvent } from '@occur/client/protocol'

/** A server, and the key to it. */
export interface At {
  readonly url: string
  readonly key: string
}

/** What came of a request: its report, a refusal with when to come back, or null when nobody answered. */
export type Sent = { status: 201; report: IngestReport } | { status: number; retryAfter: string | null } | null

/** Sends events with these ids once. */
export async function send({ url, key }: At, ids: readonly string[], fields: object = {}): Promise<Sent> {
  const lines = ids.map((event_id) => JSON.stringify({ timestamp: '2026-03-02T14:06:54Z', event_id, ...fields }))
  try {
    const answer = await fetch(`${url}/api/v1/events/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    })
    const report = (await answer.json()) as IngestReport
    if (answer.status === 201) return { status: 201, report }
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
  } catch {
    return null
  }
}

/** Every event of the store, or of one session: their ids in order of time, page by page. */
export async function storedIds({ url, key }: At, session?: string): Promise<string[]> {
  const ids: string[] = []
  const filter = session === undefined ? '' : `&search_fields=session_id&search_field_values=${session}`
  for (let cursor: string | null | undefined = ''; cursor !== null; ) {
    const query = `limit=1000&order_by_direction=asc&fields=event_id${filter}${cursor && `&cursor=${cursor}`}`
    const answer = await fetch(`${url}/api/v1/events/?${query}`, { headers: { authorization: `Bearer ${key}` } })
    if (answer.status !== 200) throw new Error(`listing: ${answer.status} ${await answer.text()}`)
    const { items, next_cursor } = (await answer.json()) as Page<StoredEvent>
    ids.push(...items.map(({ event_id }) => event_id))
    cursor = next_cursor ?? null
  }
  return ids
}

export async function count({ url, key }: At, query = ''): Promise<number | null> {
  const answer = await fetch(`${url}/api/v1/events/?limit=0${query}`, { headers: { authorization: `Bearer ${key}` } })
  return ((await answer.json()) as Page<StoredEvent>).total_count
}
