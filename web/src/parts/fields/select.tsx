import { SelectField } from '../field.tsx'

/** One of several, of which each is named. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  isLabelShown,
  disabled,
}: {
  label: string
  value: Value
  options: Readonly<Record<Value, string>>
  onChange: (value: Value) => void
  isLabelShown?: boolean
  disabled?: boolean
}) {
  return (
    <SelectField
      label={label}
      {...(isLabelShown !== undefined && { isLabelShown })}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as Value)}
    >
      {(Object.entries(options) as [Value, string][]).map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
