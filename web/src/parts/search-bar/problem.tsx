import { type FieldSet, FilterError, type FilterView, parseFilter, parseWritten, viewKey } from '@occur/client/filter'
import { CircleAlert } from 'lucide-react'
import styles from './problem.module.css'

/** What is wrong with a filter, or undefined. Without `views` every view is taken to exist. */
export function problemOf(
  text: string,
  fields: FieldSet,
  views?: readonly FilterView[] | undefined,
): FilterError | undefined {
  try {
    if (views) parseFilter(text, fields, new Map(views.map((view) => [viewKey(view.name), view])))
    else parseWritten(text, fields)
    return undefined
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}

/** Nothing is wrong with it but that its end has not been written yet. */
export function isUnfinished(text: string, fields: FieldSet): boolean {
  return ['x', ')', '"', '")', '))', 'x)'].some((ending) => problemOf(text + ending, fields) === undefined)
}

/** The text with what was probably meant in the place of what is wrong. */
export function mended(text: string, { span, suggestion = '' }: FilterError): string {
  const sign = /(:?[<>]=?|[:=])$/.exec(text.slice(span.from, span.to))?.[0] ?? ''
  return text.slice(0, span.from) + suggestion + (suggestion.endsWith(sign) ? '' : sign) + text.slice(span.to)
}

/** Says what is wrong, and offers to write what was probably meant. */
export function Problem({ id, error, onMend }: { id: string; error: FilterError; onMend: () => void }) {
  const { message, suggestion } = error
  const said = suggestion === undefined ? message : message.slice(0, message.lastIndexOf('; did you mean'))
  return (
    <p className={styles.problem} id={id} role="alert">
      <CircleAlert size={14} aria-hidden />
      <span>
        {said.charAt(0).toUpperCase() + said.slice(1)}.
        {suggestion !== undefined && (
          <>
            {' '}
            Did you mean{' '}
            <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={onMend}>
              {suggestion}
            </button>
            ?
          </>
        )}
      </span>
    </p>
  )
}
