import { Braces } from 'lucide-react'
import { memo, type Ref } from 'react'
import { endsSession, headline, kindNames, messageText } from '../../data/events.ts'
import { type Attributes, isObject, printJson } from '../../data/json.ts'
import { formatDuration, formatExact, formatOffset } from '../../data/time.ts'
import type { TimelineItem } from '../../data/timeline.ts'
import type { StagesByEvent } from '../../data/transfers.ts'
import { KindMark } from '../../parts/kind-mark.tsx'
import { Prose } from '../../parts/prose.tsx'
import styles from './conversation-row.module.css'
import { ToolCallBlock } from './tool-call-block.tsx'
import { TransferBlock } from './transfer-block.tsx'
import { TransferStep } from './transfer-chain.tsx'
import { WaitNote } from './wait-note.tsx'

interface ConversationRowProps {
  /** Tells the list how high it is. */
  measure: Ref<HTMLElement>
  item: TimelineItem
  /** Among all items of the session. */
  place: number
  /** Among those that are shown. */
  row: number
  rowCount: number
  /** Of an event of a transfer. */
  stage: ReturnType<StagesByEvent['get']>
  isCurrent: boolean
  isOpen: boolean
  isMatch: boolean
  isUnfolded: boolean
  /** How far down it is, in pixels. */
  start: number
  acts: RowActs
}

/** What rows have done when they are pressed. */
export interface RowActs {
  open(eventId: string): void
  unfold(eventId: string): void
  focus(place: number): void
  /** Leads to another event of the session. */
  goTo(eventId: string): void
}

/** One thing that happened: when, who or what, and its substance. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { measure, item, place, row, rowCount, stage, isCurrent, isOpen, isMatch, isUnfolded, start, acts } = props
  const { event, kind, failed, offsetMs, wait, startsTurn } = item
  const isMessage = kind === 'user' || kind === 'agent'
  const offset = formatOffset(offsetMs)
  return (
    <article
      ref={measure}
      data-index={row}
      className={styles.row}
      data-kind={kind}
      data-turn={startsTurn || undefined}
      data-first={row === 0 || undefined}
      data-last={row === rowCount - 1 || undefined}
      data-open={isOpen || undefined}
      data-current={isCurrent || undefined}
      data-match={isMatch || undefined}
      aria-label={`${offset}, ${kindNames[kind]}${failed ? ', failed' : ''}${isMatch ? ', fits the filter' : ''}`}
      aria-posinset={row + 1}
      aria-setsize={rowCount}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={isCurrent ? 0 : -1}
      onKeyDown={(key) => {
        if (key.key === 'Enter' && key.target === key.currentTarget) acts.open(event.event_id)
      }}
      onFocus={(focus) => focus.target === focus.currentTarget && acts.focus(place)}
      style={{ transform: `translateY(${start}px)` }}
    >
      {wait && <WaitNote wait={wait} />}
      <button
        type="button"
        tabIndex={-1}
        className={styles.offset}
        onClick={() => acts.open(event.event_id)}
        title={formatExact(event.timestamp, Date.now())}
      >
        <time dateTime={event.timestamp}>{offset}</time>
      </button>
      <div className={styles.rail}>
        {(startsTurn || !isMessage) && (
          <span className={styles.node}>
            <KindMark
              kind={stage ? 'transfer' : kind}
              failed={failed}
              size={isMessage || kind === 'transfer' ? 14 : 13}
            />
          </span>
        )}
      </div>
      <div className={styles.content}>
        <Substance
          item={item}
          stage={stage}
          isUnfolded={isUnfolded}
          onUnfold={() => acts.unfold(event.event_id)}
          onGoTo={acts.goTo}
        />
      </div>
      <button
        type="button"
        tabIndex={-1}
        className={styles.raw}
        onClick={() => acts.open(event.event_id)}
        title="Everything about this event"
        aria-label="Everything about this event"
      >
        <Braces size={14} aria-hidden />
      </button>
    </article>
  )
})

interface SubstanceProps extends Pick<ConversationRowProps, 'item' | 'stage' | 'isUnfolded'> {
  onUnfold: () => void
  onGoTo: (eventId: string) => void
}

function Substance({ item, stage, isUnfolded, onUnfold, onGoTo }: SubstanceProps) {
  const { event, kind, failed } = item
  if (kind === 'user' || kind === 'agent') return <Message item={item} isUnfolded={isUnfolded} onUnfold={onUnfold} />
  if (stage && stage.place > 0) return <TransferStep event={event} stage={stage} onGoTo={onGoTo} />
  if (kind === 'transfer' || stage) {
    return (
      <TransferBlock event={event} chain={stage?.chain} isUnfolded={isUnfolded} onUnfold={onUnfold} onGoTo={onGoTo} />
    )
  }
  if (kind === 'tool') return <ToolCallBlock item={item} failed={failed} isUnfolded={isUnfolded} onUnfold={onUnfold} />
  return <Plain item={item} />
}

const textLengthMax = 3000

function Message({
  item: { event, kind, startsTurn, failed, answerMs },
  isUnfolded,
  onUnfold,
}: {
  item: TimelineItem
  isUnfolded: boolean
  onUnfold: () => void
}) {
  const name = kind === 'user' ? 'User' : 'Agent'
  const text = messageText(event)
  const isCut = !isUnfolded && text.length > textLengthMax
  const shown = isCut ? text.slice(0, textLengthMax) : text
  return (
    <div className={styles.message}>
      <h2 className={startsTurn ? styles.speaker : 'sr-only'}>
        {name}
        {startsTurn && ' '}
        {startsTurn && answerMs !== undefined && (
          <span className={styles.answer} title="Since the user's message">
            after {formatDuration(answerMs)}
          </span>
        )}
      </h2>
      <p className={styles.text}>
        <bdi>{kind === 'agent' ? <Prose text={shown} /> : shown}</bdi>
        {text === '' && <span className={styles.aside}>No words recorded</span>}
        {isCut && (
          <button type="button" className={styles.more} onClick={onUnfold}>
            … show all {text.length.toLocaleString('en')} characters
          </button>
        )}
      </p>
      {failed && <span className={styles.failed}>failed</span>}
    </div>
  )
}

function Plain({ item: { event, kind, failed } }: { item: TimelineItem }) {
  // What a session starts with stands in the head of the page.
  const facts = endsSession(event) ? factsOf(event.attributes) : ''
  const text = headline(event)
  const hasType = event.type !== null && kind !== 'session'
  return (
    <p className={styles.plain}>
      {hasType && <span className={styles.type}>{event.type}</span>}
      {(text !== event.type || !hasType) && <bdi>{text.slice(0, textLengthMax) || 'No description'}</bdi>}
      {facts && <span className={styles.aside}>{facts}</span>}
      {failed && <span className={styles.failed}>failed</span>}
    </p>
  )
}

const endFactsMax = 3

/** What a session ended with, as far as it fits on the line. */
function factsOf(attributes: Attributes | null): string {
  return Object.entries(attributes ?? {})
    .filter(([, value]) => !isObject(value) && !Array.isArray(value))
    .slice(0, endFactsMax)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : printJson(value, '')}`)
    .join(' · ')
}
