import { Menu } from '@base-ui/react/menu'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { KnownEvent } from '../data/events.ts'
import { printJson, type Value } from '../data/json.ts'
import { iconButtonClass } from './button.tsx'
import { MenuGroup, MenuItem, MenuPopup } from './menu.tsx'

/** The event for elsewhere: as JSON, as a link to it, as the request that reads it. */
export function EventCopyMenu({ event }: { event: KnownEvent }) {
  const [outcome, setOutcome] = useState<string>()
  useEffect(() => {
    if (outcome === undefined) return
    const timer = setTimeout(() => setOutcome(undefined), 1600)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = (text: string) => async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('Copied')
    } catch {
      setOutcome('The browser did not allow it')
    }
  }
  const texts: [string, string][] = [
    ['JSON', printJson(event as unknown as Value)],
    ['Link', linkTo(event.event_id)],
    ['curl', curlOf(event.event_id)],
    ['Event id', event.event_id],
  ]
  return (
    <Menu.Root>
      <Menu.Trigger className={iconButtonClass} aria-label="Copy">
        {outcome === 'Copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        <span className="sr-only" role="status">
          {outcome}
        </span>
      </Menu.Trigger>
      <MenuPopup align="end">
        <MenuGroup name="Copy the event as">
          {texts.map(([name, text]) => (
            <MenuItem key={name} onClick={copy(text)}>
              {name}
            </MenuItem>
          ))}
        </MenuGroup>
      </MenuPopup>
    </Menu.Root>
  )
}

/** Just this event, whatever is narrowed to now. */
function linkTo(eventId: string): string {
  return `${location.origin}/explore?event=${encodeURIComponent(eventId)}`
}

function curlOf(eventId: string): string {
  const address = `${location.origin}/api/v1/events/${encodeURIComponent(eventId).replaceAll("'", '%27')}`
  return `curl '${address}' -H "Authorization: Bearer $OCCUR_KEY"`
}
