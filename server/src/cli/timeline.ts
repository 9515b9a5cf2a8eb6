import type { Session, Timeline, TimelineEvent } from '@occur/client'
import type { Command } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { exactText } from './exact-json.ts'
import { laidOut } from './json-text.ts'
import type { Surroundings } from './surroundings.ts'
import { cut, wrap } from './terminal/display-width.ts'
import { counted } from './terminal/figures.ts'
import { harmless } from './terminal/harmless.ts'
import { type Paint, paintFor } from './terminal/paint.ts'
import { dateAndTime, duration } from './terminal/times.ts'

/** `occur timeline SESSION`: what happened in a session, to be read. */
export function addTimeline(program: Command, around: Surroundings): void {
  const command = program
    .command('timeline')
    .argument('<session>', 'id of the session')
    .summary('read one session')
    .description(
      'Shows what happened in a session, in order: the dialogue, tool calls, transfers, and the time of each.',
    )
    .option('--full', 'requests and results of tool calls in full')
    .option('--json', 'the timeline as the server has it')
  withConnection(command)
    .addHelpText(
      'after',
      '\nExamples:\n  npx occur timeline airline-task36-trial2\n  npx occur timeline s-1 --full | less',
    )
    .action((session: string, flags: TimelineFlags) => showTimeline(session, flags, around))
}

interface TimelineFlags extends ConnectionFlags {
  full?: boolean
  json?: boolean
}

async function showTimeline(sessionId: string, flags: TimelineFlags, around: Surroundings): Promise<void> {
  const { client } = await connect(flags, around)
  const call = { signal: around.stopped }
  const timeline = await client.sessions.timeline(sessionId, call)
  if (flags.json) return await around.out.write(`${exactText(timeline)}\n`)
  const session = await client.sessions.get(sessionId, call)
  const look = {
    paint: paintFor(around.out, around.env),
    columns: around.out.isTerminal ? Math.max(40, around.out.columns()) : pipeColumns,
    isFull: flags.full === true,
  }
  await around.out.write(timelineText(session, timeline, look))
}

/** Lines are as easy to read in a file as in a terminal. */
const pipeColumns = 100

export interface Look {
  paint: Paint
  columns: number
  /** False shortens what tools were asked and answered to a line each. */
  isFull: boolean
}

export function timelineText(session: Session, timeline: Timeline, look: Look): string {
  const lines = timeline.events.flatMap((event) => eventLines(event, look))
  return `${[...headLines(session, look), '', ...lines].join('\n')}\n`
}

function headLines(session: Session, { paint }: Look): string[] {
  const facts = [
    session.user_id && `user ${session.user_id}`,
    (session.agent_name ?? session.agent_id) && `agent ${session.agent_name ?? session.agent_id}`,
    session.prompt_name && `prompt ${session.prompt_name}`,
    session.channel_manager_type && `over ${session.channel_manager_type}`,
    session.conversation_id && `conversation ${session.conversation_id}`,
  ]
  const figures = [
    duration(session.duration * 1000),
    counted(session.event_count, 'event'),
    session.tool_call_count > 0 && counted(session.tool_call_count, 'tool call'),
    session.transfer_count > 0 && paint.yellow(counted(session.transfer_count, 'transfer')),
    session.error_count > 0 && paint.red(counted(session.error_count, 'error')),
  ]
  const joined = (parts: (string | null | false | undefined)[]) => parts.filter(Boolean).join(' · ')
  return [
    `${paint.bold(harmless(session.session_id))}  ${paint.dim(`${dateAndTime(session.timestamp)} UTC`)}`,
    harmless(joined(facts)),
    joined(figures),
  ].filter(Boolean)
}

/** Offset, then who speaks or what happens, then text that is wrapped beside them. */
function eventLines(event: TimelineEvent, look: Look): string[] {
  const { paint } = look
  if (event.kind === 'transcript') {
    const isUser = event.source === 'user'
    const who = (isUser ? paint.green : paint.blue)((isUser ? 'User' : 'Agent').padEnd(whoColumns))
    return beside(event, who, wrappedText(event.text ?? '', look), look)
  }
  const lines = event.kind === 'tool' ? toolLines(event, look) : labelLines(event, look)
  if (!event.is_transfer) return beside(event, ' '.repeat(whoColumns), lines, look)
  return beside(event, paint.yellow('⇢'.padEnd(whoColumns)), [paint.yellow(paint.bold('TRANSFER')), ...lines], look)
}

const offsetColumns = 8
const whoColumns = 6
const indentColumns = offsetColumns + 1 + whoColumns + 1

function beside({ offset }: TimelineEvent, who: string, lines: readonly string[], { paint }: Look): string[] {
  const [first = '', ...rest] = lines
  return [
    `${paint.dim(offset.padStart(offsetColumns))} ${who} ${first}`.trimEnd(),
    ...rest.map((line) => `${' '.repeat(indentColumns)}${line}`.trimEnd()),
  ]
}

function wrappedText(text: string, { columns }: Look): string[] {
  return wrap(harmless(text, { keepLineBreaks: true }), columns - indentColumns)
}

/** Beside the conversation: starts, ends, measurements. Facts are cut to the line, unless all is wanted. */
function labelLines(event: TimelineEvent, look: Look): string[] {
  const label = harmless(event.label ?? event.event_type ?? event.category ?? 'event')
  const took = event.duration_ms === undefined ? [] : [duration(event.duration_ms)]
  const text = [label, ...took, ...(event.metadata ?? []).map((fact) => harmless(fact))].join('  ')
  const columns = look.columns - indentColumns
  return (look.isFull ? wrap(text, columns) : [cut(text, columns)]).map(look.paint.dim)
}

function toolLines(event: TimelineEvent, look: Look): string[] {
  const { paint } = look
  const failed = event.tool_error !== undefined
  const took = event.duration_ms === undefined ? '' : paint.dim(`  ${duration(event.duration_ms)}`)
  const name = harmless(event.label ?? event.event_type ?? 'tool')
  return [
    `${failed ? paint.red('✗') : paint.magenta('⚙')} ${paint.bold(name)}${took}`,
    ...payloadLines('→', event.tool_request, look, paint.dim),
    ...payloadLines('←', event.tool_result, look, paint.dim),
    ...payloadLines('!', event.tool_error, look, paint.red),
  ]
}

/** What a tool was asked or answered: one shortened line, or all of it, laid out. */
function payloadLines(mark: string, json: string | undefined, look: Look, color: (text: string) => string): string[] {
  if (json === undefined) return []
  const columns = look.columns - indentColumns - 4
  if (!look.isFull) return [`  ${color(`${mark} ${cut(harmless(plainText(json) ?? json), columns)}`)}`]
  const laidOut = plainText(json) ?? indented(json)
  return wrap(harmless(laidOut, { keepLineBreaks: true }), columns).map(
    (line, index) => `  ${color(`${index === 0 ? mark : ' '} ${line}`)}`,
  )
}

/** A JSON string reads better without its quotes and escapes. Undefined for anything else. */
function plainText(json: string): string | undefined {
  const value = parsed(json)
  return typeof value === 'string' ? value : undefined
}

function indented(json: string): string {
  return parsed(json) === undefined ? json : laidOut(json)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
