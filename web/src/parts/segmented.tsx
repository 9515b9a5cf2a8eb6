import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
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
    <ToggleGroup
      aria-label={label}
      className={styles.group}
      value={[value]}
      // Pressing what is pressed already takes it away; one of them always holds.
      onValueChange={([next]) => next !== undefined && onChange(next as Value)}
    >
      {(Object.entries(options) as [Value, string][]).map(([option, name]) => (
        <Toggle key={option} value={option} className={styles.option}>
          {name}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
