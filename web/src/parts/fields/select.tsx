import styles from './fields.module.css'

/** One of several, by the browser's own list: it is the best one on a phone, and the quickest by keyboard. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  isLabelShown = true,
  disabled = false,
}: {
  label: string
  value: Value
  options: Readonly<Record<Value, string>>
  onChange: (value: Value) => void
  isLabelShown?: boolean
  disabled?: boolean
}) {
  return (
    <label className={styles.field}>
      <span className={isLabelShown ? styles.label : 'sr-only'}>{label}</span>
      <select
        className={styles.select}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {(Object.entries(options) as [Value, string][]).map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
