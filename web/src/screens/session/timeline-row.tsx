import { Braces } from 'lucide-react'
import type { CSSProperties, Ref } from 'react'
import { endsSession, headline, kindNames, messageText } from '../../data/events.ts'
import { type Attributes, isObject, printJson } from '../../data/json.ts'
import { formatDuration, formatExact, formatOffset } from '../../data/time.ts'
import type { TimelineItem } from '../../data/timeline.ts'
import { KindMark } from '../../parts/kind-mark.tsx'
import { Prose } from '../../parts/prose.tsx'
import styles from './timeline-row.module.css'
import { ToolCallBlock } from './tool-call-block.tsx'
import { TransferBlock } from './transfer-block.tsx'

interface TimelineRowProps {
  ref: Ref<HTMLElement>
  item: TimelineItem
  index: number
  count: number
  isFirst: boolean
  isLast: boolean
  isCurrent: boolean
  isOpen: boolean
  isUnfolded: boolean
  onOpen: () => void
  onUnfold: () => void
  onFocus: () => void
  style: CSSProperties
}

/** One thing that happened: when, who or what, and its substance. */
export function TimelineRow({
  ref,
  item,
  index,
  count,
  isFirst,
  isLast,
  isCurrent,
  isOpen,
  isUnfolded,
  onOpen,
  onUnfold,
  onFocus,
  style,
}: TimelineRowProps) {
  const { event, kind, failed, offsetMs, gapMs, startsTurn } = item
  const isMessage = kind === 'user' || kind === 'agent'
  const offset = formatOffset(offsetMs)
  return (
    <article
      ref={ref}
      data-index={index}
      className={styles.row}
      data-kind={kind}
      data-turn={startsTurn || undefined}
      data-first={isFirst || undefined}
      data-last={isLast || undefined}
      data-open={isOpen || undefined}
      aria-label={`${offset}, ${kindNames[kind]}${failed ? ', failed' : ''}`}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={isCurrent || (isFirst && !isCurrent) ? 0 : -1}
      onFocus={(focus) => focus.target === focus.currentTarget && onFocus()}
      style={style}
    >
      {gapMs > 0 && (
        <div className={styles.gap}>
          <span>{formatDuration(gapMs)} pause</span>
        </div>
      )}
      <button
        type="button"
        tabIndex={-1}
        className={styles.offset}
        onClick={onOpen}
        title={formatExact(event.timestamp, Date.now())}
      >
        <time dateTime={event.timestamp}>{offset}</time>
      </button>
      <div className={styles.rail}>
        {(startsTurn || !isMessage) && (
          <span className={styles.node}>
            <KindMark kind={kind} failed={failed} size={isMessage || kind === 'transfer' ? 14 : 13} />
          </span>
        )}
      </div>
      <div className={styles.content}>
        {isMessage ? (
          <Message item={item} />
        ) : kind === 'transfer' ? (
          <TransferBlock event={event} isUnfolded={isUnfolded} onUnfold={onUnfold} />
        ) : kind === 'tool' ? (
          <ToolCallBlock event={event} failed={failed} isUnfolded={isUnfolded} onUnfold={onUnfold} />
        ) : (
          <Plain item={item} />
        )}
      </div>
      <button
        type="button"
        tabIndex={-1}
        className={styles.raw}
        onClick={onOpen}
        title="Everything about this event"
        aria-label="Everything about this event"
      >
        <Braces size={14} aria-hidden />
      </button>
    </article>
  )
}

function Message({ item: { event, kind, startsTurn, failed } }: { item: TimelineItem }) {
  const name = kind === 'user' ? 'User' : 'Agent'
  return (
    <div className={styles.message}>
      {startsTurn ? <h2 className={styles.speaker}>{name}</h2> : <h2 className="sr-only">{name}</h2>}
      <p className={styles.text}>
        <bdi>{kind === 'agent' ? <Prose text={messageText(event)} /> : messageText(event)}</bdi>
      </p>
      {failed && <span className={styles.failed}>failed</span>}
    </div>
  )
}

function Plain({ item: { event, kind, failed } }: { item: TimelineItem }) {
  // What a session starts with stands in the head of the page.
  const facts = endsSession(event) ? factsOf(event.attributes) : ''
  return (
    <p className={styles.plain}>
      {event.type && kind !== 'session' && <span className={styles.type}>{event.type}</span>}
      <bdi>{headline(event) || 'No description'}</bdi>
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
