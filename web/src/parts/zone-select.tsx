import { useNow } from '../data/now.ts'
import { browserZone, offsetName, type Zone } from '../data/zone.ts'
import { SelectField } from './field.tsx'

/** Whose clock and calendar times are shown in, and days are meant in. */
export function ZoneSelect({ zone, onChange }: { zone: Zone; onChange: (zone: Zone) => void }) {
  const nowMs = useNow()
  const say = (name: string) => `${name.replaceAll('_', ' ')} (${offsetName(nowMs, name)})`
  const others = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')
  return (
    <SelectField label="Time zone" value={zone ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
      <option value="">Yours: {say(browserZone())}</option>
      <option value="UTC">UTC</option>
      {zone !== undefined && zone !== 'UTC' && !others.includes(zone) && <option value={zone}>{say(zone)}</option>}
      <optgroup label="Others">
        {others.map((name) => (
          <option key={name} value={name}>
            {name.replaceAll('_', ' ')}
          </option>
        ))}
      </optgroup>
    </SelectField>
  )
}
