import { formatCount } from '../../data/format.ts'
import { Painted } from './painted.tsx'
import styles from './suggestion-list.module.css'
import type { Suggestion } from './suggestions.ts'

interface SuggestionListProps {
  id: string
  suggestions: readonly Suggestion[]
  /** Which one the arrows have reached; -1 for none. */
  active: number
  isLoading: boolean
  onPick: (suggestion: Suggestion) => void
  onPoint: (index: number) => void
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

/** What could be written at the caret, in groups. The focus stays in the text. */
export function SuggestionList({ id, suggestions, active, isLoading, onPick, onPoint }: SuggestionListProps) {
  const groups = [...new Set(suggestions.map(({ group }) => group))]
  return (
    <div className={styles.list} id={id} role="listbox" aria-label="Suggestions">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
        <div key={group} role="group" aria-label={group} className={styles.group}>
          <div className={styles.title} aria-hidden>
            {group}
          </div>
          {suggestions.map((suggestion, index) =>
            suggestion.group === group ? (
              <Option
                key={`${suggestion.label} ${suggestion.insert}`}
                id={optionId(id, index)}
                suggestion={suggestion}
                isActive={index === active}
                onPick={() => onPick(suggestion)}
                onPoint={() => onPoint(index)}
              />
            ) : null,
          )}
        </div>
      ))}
      {isLoading && suggestions.length === 0 && (
        // biome-ignore lint/a11y/useFocusableInteractive: a listbox holds options only; this one says that they come
        <div className={styles.loading} role="option" aria-selected={false} aria-disabled>
          Looking for values…
        </div>
      )}
    </div>
  )
}

interface OptionProps {
  id: string
  suggestion: Suggestion
  isActive: boolean
  onPick: () => void
  onPoint: () => void
}

function Option({ id, suggestion, isActive, onPick, onPoint }: OptionProps) {
  const { label, detail, count, group } = suggestion
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the text's
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      ref={isActive ? scrollIntoView : undefined}
      // Not a click: the text would lose the focus before it.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
      onMouseMove={isActive ? undefined : onPoint}
    >
      <span className={styles.label}>
        <bdi>{group === 'Values' && !label.includes(':') ? label : <Painted text={label} />}</bdi>
      </span>
      {detail && <span className={styles.detail}>{detail}</span>}
      {count !== undefined && <span className={styles.count}>{formatCount(count)}</span>}
    </div>
  )
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
