import styles from './segmented.module.css'

/** One of a few, all in view. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value
  options: Record<Value, string>
  onChange: (value: Value) => void
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is for forms, and looks like one
    <div role="group" aria-label={label} className={styles.group}>
      {(Object.entries(options) as [Value, string][]).map(([option, name]) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          className={styles.option}
          onClick={() => option !== value && onChange(option)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}
