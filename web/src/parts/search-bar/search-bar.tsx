import { fieldSetOf } from '@occur/client/filter'
import { useQuery } from '@tanstack/react-query'
import { CornerDownLeft, Search as Glass, X } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { viewsQuery } from '../../data/saved-views.ts'
import { useShortcuts } from '../use-shortcuts.ts'
import { Chips } from './chips.tsx'
import { conditionsOf, placeOfCondition, withOpposite, withoutCondition } from './conditions.ts'
import { Painted } from './painted.tsx'
import { isUnfinished, mended, Problem, problemOf } from './problem.tsx'
import styles from './search-bar.module.css'
import { optionId, SuggestionList } from './suggestion-list.tsx'
import { type Suggestion, withPicked } from './suggestions.ts'
import { SyntaxHelp } from './syntax-help.tsx'
import { useDraft } from './use-draft.ts'
import { useSuggestions } from './use-suggestions.ts'

export interface SearchBarProps {
  /** A filter of the language. */
  q: string | undefined
  onChange: (q: string | undefined) => void
  /** What is looked for, and so what can be asked about. */
  of: 'event' | 'session' | 'conversation' | 'user'
  placeholder?: string
  /** What it is called as one of several fields: the page's own keys and signs are not its. */
  label?: string
}

/**
 * A filter: text while it is written, chips while it is read. Enter asks with it. What could be written at the caret is
 * offered; a mistake is underlined where it is.
 */
export function SearchBar({ q = '', onChange, of, placeholder = placeholders[of], label }: SearchBarProps) {
  const fields = fieldSetOf[`${of}s`]
  const [input, paint] = [useRef<HTMLInputElement>(null), useRef<HTMLDivElement>(null)]
  const isPlaced = useRef(false)
  const draft = useDraft(q, of, fields, input, onChange)
  const { text, selection, isChanged } = draft
  const [isFocused, setFocused] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const [isJudged, setJudged] = useState(true)
  const [active, setActive] = useState(-1)
  const [heightMin, setHeightMin] = useState<number>()
  const [listId, problemId] = [useId(), useId()]

  const written = { text, caret: selection.to, isSelected: isJudged || selection.from < selection.to }
  const { at, suggestions, isLoading } = useSuggestions(written, fields, of, isFocused && isOpen)
  const { data: views } = useQuery({ ...viewsQuery, enabled: isFocused && text.includes('view:') })
  const problem = problemOf(text, fields, views)
  const isPassed = problem && problem.span.to < selection.to && !isUnfinished(text, fields)
  const shownProblem = isJudged || isPassed ? problem : undefined
  const hasOptions = isFocused && isOpen && (suggestions.length > 0 || isLoading)
  // Where there is little room, chips would show less than the text does.
  const conditions = label || isFocused || isChanged ? undefined : conditionsOf(q)

  const write = (next: string, from?: number, to?: number) => {
    draft.write(next, from, to)
    setActive(-1)
  }
  const ask = (next: string) => {
    setJudged(true)
    if (problemOf(next, fields, views)) return
    setOpen(false)
    draft.ask(next)
  }
  const pick = (suggestion: Suggestion) => {
    if (at.kind === 'none') return
    const picked = withPicked(text, at, suggestion)
    write(picked.text, picked.caret)
    setJudged(false)
    if (picked.isDone && !problemOf(picked.text, fields, views)) ask(picked.text)
  }
  const edit = (index: number) => {
    const { text, from, to } = placeOfCondition(q, index)
    isPlaced.current = true
    input.current?.focus()
    isPlaced.current = false
    write(text, from, to)
    setJudged(false)
    setOpen(true)
  }
  useShortcuts('everywhere', {
    '/': label
      ? undefined
      : () => {
          input.current?.focus()
          write(text)
          setOpen(true)
        },
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = suggestions[active]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setOpen(true)
      const count = suggestions.length + 1
      setActive(((active + 1 + step + count) % count) - 1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (chosen) pick(chosen)
      else ask(text)
    } else if (event.key === 'Tab' && !event.shiftKey && hasOptions) {
      const taken = chosen ?? ('typed' in at && at.typed !== '' ? suggestions[0] : undefined)
      if (!taken) return
      event.preventDefault()
      pick(taken)
    } else if (event.key === 'Escape') {
      // Whatever stands behind is not to hear of it while there is something to close or to undo here.
      if (hasOptions || isChanged) event.nativeEvent.stopImmediatePropagation()
      if (hasOptions) setOpen(false)
      else draft.settle(true)
      setActive(-1)
    }
  }
  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    if (event.currentTarget.contains(event.relatedTarget)) return
    setFocused(false)
    setOpen(false)
    setHeightMin(undefined)
    setJudged(true)
    draft.settle(false)
  }
  const follow = () => {
    draft.look()
    if (paint.current && input.current) paint.current.style.translate = `${-input.current.scrollLeft}px`
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only learns that the focus has left all that is in it
    <div className={styles.place} onBlur={onBlur}>
      <div className={styles.bar} style={{ minHeight: heightMin }} data-wrong={shownProblem ? true : undefined}>
        {!label && <Glass size={14} aria-hidden className={styles.glass} />}
        <div className={styles.content}>
          {conditions && conditions.length > 0 && (
            <Chips
              conditions={conditions}
              onEdit={edit}
              onOpposite={(index) => draft.ask(withOpposite(q, index) ?? '')}
              onRemove={(index) => draft.ask(withoutCondition(q, index) ?? '')}
            />
          )}
          <div className={styles.text} data-resting={conditions && conditions.length > 0 ? true : undefined}>
            <input
              ref={input}
              className={styles.input}
              value={text}
              role="combobox"
              aria-label={label ?? 'Filter'}
              aria-autocomplete="list"
              aria-expanded={hasOptions}
              aria-controls={hasOptions ? listId : undefined}
              aria-activedescendant={hasOptions && active >= 0 ? optionId(listId, active) : undefined}
              aria-invalid={shownProblem !== undefined}
              aria-describedby={shownProblem && problemId}
              placeholder={placeholder}
              autoComplete="off"
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              enterKeyHint="search"
              onChange={(event) => {
                write(event.target.value, event.target.selectionStart ?? undefined)
                setJudged(false)
                setOpen(true)
              }}
              onFocus={(event) => {
                const height = event.currentTarget.closest<HTMLElement>(`.${styles.bar}`)?.offsetHeight ?? 0
                setHeightMin(height <= heightKeptMax ? height : undefined)
                setFocused(true)
                // Where it was pressed says nothing: chips stood there and no text.
                if (conditions?.length && !isPlaced.current)
                  requestAnimationFrame(() => {
                    const { current } = input
                    // Whoever has selected something in the meantime is about to replace it.
                    if (current && current.selectionStart === current.selectionEnd)
                      current.setSelectionRange(q.length, q.length)
                  })
              }}
              onClick={() => setOpen(true)}
              onSelect={follow}
              onScroll={follow}
              onKeyDown={onKeyDown}
            />
            <div className={styles.paint} aria-hidden>
              <div ref={paint}>
                <Painted text={text} wrong={shownProblem?.span} />
              </div>
            </div>
          </div>
        </div>
        {isChanged && (
          <button type="button" className={styles.ask} onClick={() => ask(text)}>
            Ask <CornerDownLeft size={12} aria-hidden />
          </button>
        )}
        {text !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label={label ? `Clear ${label}` : 'Clear filter'}
            onClick={() => {
              write('')
              draft.ask('')
            }}
          >
            <X size={14} aria-hidden />
          </button>
        )}
        {!label && <SyntaxHelp />}
      </div>
      {(shownProblem || hasOptions) && (
        <div className={styles.below} data-floating={isFocused || undefined}>
          {shownProblem && (
            <Problem
              id={problemId}
              error={shownProblem}
              onMend={() => {
                const next = mended(text, shownProblem)
                write(next)
                ask(next)
              }}
            />
          )}
          {hasOptions && (
            <SuggestionList
              id={listId}
              suggestions={suggestions}
              active={active}
              isLoading={isLoading}
              onPick={pick}
              onPoint={setActive}
            />
          )}
        </div>
      )}
    </div>
  )
}

/** In pixels: nothing is to jump because chips became text, unless they filled half of a phone. */
const heightKeptMax = 64

const placeholders = {
  event: 'Filter events: type:lookup attributes.ok:false refund',
  session: 'Filter sessions: errors>0 agent:airline refund',
  conversation: 'Filter conversations: sessions>1 refund',
  user: 'Filter people: transfers>0 last_seen>=-7d',
}
