import { headline, toolCallOf } from './events.ts'
import { isObject, printJson, type Value } from './json.ts'
import { formatDuration } from './time.ts'
import type { TimelineItem } from './timeline.ts'
import { chainTitle, type StagesByEvent, transferReason } from './transfers.ts'
import type { Wait } from './waits.ts'

/** Something in a session that one looks for. */
export interface Moment {
  kind: 'transfer' | 'error' | 'slow' | 'silence'
  /** Which item of the session it is at. */
  index: number
  offsetMs: number
  title: string
  detail: string
}

/** What there is to look for, in order of when it began. An event that failed and took long is told as both. */
export function momentsOf(items: readonly TimelineItem[], stages: StagesByEvent): Moment[] {
  const moments = items.flatMap((item, index): Moment[] => {
    const moments: Moment[] = []
    const { event, kind, failed, wait, offsetMs } = item
    if (wait) {
      moments.push({
        kind: wait.for === 'agent' ? 'slow' : 'silence',
        index,
        offsetMs: wait.fromMs,
        title: waitText(wait),
        detail: waitDetail(wait),
      })
    }
    const stage = stages.get(event.event_id)
    if (kind === 'transfer' || stage?.place === 0) {
      const title = stage ? chainTitle(stage.chain) : transferTitle(item)
      moments.push({ kind: 'transfer', index, offsetMs, title, detail: transferReason(event) ?? headline(event) })
    }
    if (failed && kind !== 'transfer') {
      moments.push({
        kind: 'error',
        index,
        offsetMs,
        title: stage ? 'The transfer failed' : `${failedName(item)} failed`,
        detail: errorText(item),
      })
    }
    return moments
  })
  return moments.sort((a, b) => a.offsetMs - b.offsetMs)
}

/** `9.2 s until the agent answered`. */
export function waitText({ for: whom, fromMs, toMs }: Wait): string {
  const span = formatDuration(toMs - fromMs)
  if (whom === 'agent') return `${span} until the agent answered`
  if (whom === 'transferred') return `Connected for ${span}`
  return whom === 'user' ? `${span} until the user answered` : `${span} of silence`
}

/** `7.0 s of it in search_flights`, if a tool took most of it. */
export function waitDetail({ tool }: Wait): string {
  return tool ? `${formatDuration(tool.ms)} of it in ${tool.name}` : ''
}

const transferTitles: Record<string, string> = {
  'human-transfer': 'Transferred to a person',
  'phone-transfer': 'Transferred to a phone number',
  'agent-handoff': 'Handed to another agent',
}

export function transferTitle({ event, failed }: Pick<TimelineItem, 'event' | 'failed'>): string {
  return failed ? 'Transfer failed' : (transferTitles[event.type ?? ''] ?? 'Transfer')
}

function failedName({ event, kind }: TimelineItem): string {
  return kind === 'tool' ? toolCallOf(event).name : (event.type ?? event.source_id ?? 'Event')
}

/** What an event says went wrong, on one line. */
export function errorText({ event }: Pick<TimelineItem, 'event'>): string {
  const { error, result } = toolCallOf(event)
  const said = error ?? (event.attributes?.ok === false ? result : undefined)
  if (said === undefined || said === true) return ''
  return (typeof said === 'string' ? said : problemText(said)).slice(0, 300)
}

/** `timeout: The upstream did not answer` of an error that says so in parts, else its JSON. */
function problemText(error: Value): string {
  const { message, code, type } = isObject(error) ? error : {}
  if (typeof message !== 'string') return printJson(error, '')
  const name = [code, type].find((one) => typeof one === 'string')
  return name === undefined ? message : `${name}: ${message}`
}
