import { Check, ChevronRight, X } from 'lucide-react'
import { type ToolCall, toolCallOf } from '../../data/events.ts'
import { embeddedJson, isObject, printJson, type Value } from '../../data/json.ts'
import { errorText } from '../../data/moments.ts'
import { formatDuration } from '../../data/time.ts'
import type { TimelineItem } from '../../data/timeline.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { JsonTree } from '../../parts/json-tree.tsx'
import styles from './tool-call-block.module.css'

interface ToolCallBlockProps {
  item: TimelineItem
  failed: boolean
  isUnfolded: boolean
  onUnfold: () => void
}

/** A tool call: one line that says what was asked and how it went, and under it all of it. */
export function ToolCallBlock({ item, failed, isUnfolded, onUnfold }: ToolCallBlockProps) {
  const { event } = item
  const call = toolCallOf(event)
  const tookMs = call.durationMs ?? (item.toMs > item.fromMs ? item.toMs - item.fromMs : undefined)
  const problem = failed ? errorText(item) : ''
  return (
    <div className={styles.call} data-failed={failed || undefined} data-open={isUnfolded || undefined}>
      <button type="button" className={styles.line} aria-expanded={isUnfolded} onClick={onUnfold}>
        <ChevronRight size={13} aria-hidden className={styles.chevron} />
        <span className={styles.name}>
          <bdi>{call.name}</bdi>
        </span>
        <span className={styles.preview}>
          <bdi>{oneLine(call.request)}</bdi>
        </span>
        {failed ? (
          <span className={styles.failed}>
            <X size={13} aria-hidden /> failed
          </span>
        ) : (
          event.attributes?.ok === true && (
            <span className={styles.ok} role="img" aria-label="succeeded" title="succeeded">
              <Check size={13} aria-hidden />
            </span>
          )
        )}
        {tookMs !== undefined && <span className={styles.duration}>{formatDuration(tookMs)}</span>}
      </button>
      {problem !== '' && !isUnfolded && (
        <p className={styles.problem}>
          <bdi>{problem}</bdi>
        </p>
      )}
      {isUnfolded && (
        <div className={styles.body}>
          <ToolCallParts call={call} />
        </div>
      )}
    </div>
  )
}

/** All that went in and came out. A call that neither answered nor failed shows that it has no result. */
export function ToolCallParts({ call: { request, result, error } }: { call: ToolCall }) {
  return (
    <>
      <Part name="Arguments" value={request} />
      {error !== undefined && <Part name="Error" value={error} isError />}
      {(result !== undefined || error === undefined) && <Part name="Result" value={result} />}
    </>
  )
}

/** JSON as a tree, also when it came as a text that holds JSON. */
function Part({ name, value, isError = false }: { name: string; value: Value | undefined; isError?: boolean }) {
  const held = typeof value === 'string' ? (embeddedJson(value) ?? value) : value
  return (
    <section className={styles.part} data-error={isError || undefined} aria-label={name}>
      <header>
        <h3>{name}</h3>
        {held !== undefined && (
          <CopyButton
            text={() => (typeof held === 'string' ? held : printJson(held))}
            name={`Copy ${name.toLowerCase()}`}
          />
        )}
      </header>
      {held === undefined ? <p className={styles.none}>None recorded</p> : <JsonTree value={held} />}
    </section>
  )
}

const lineLengthMax = 300

/** Arguments as they fit on a line: `user_id: mia, date: 2024-05-20`. */
export function oneLine(request: Value | undefined): string {
  const held = typeof request === 'string' ? (embeddedJson(request) ?? request) : request
  if (held === undefined) return ''
  const text = (value: Value) => (typeof value === 'string' ? value : printJson(value, '')).slice(0, lineLengthMax)
  if (!isObject(held)) return text(held)
  const parts = Object.entries(held).map(([key, value]) => `${key}: ${text(value)}`)
  return parts.join(', ').slice(0, lineLengthMax)
}
