import { Popover } from '@base-ui/react/popover'
import { CircleHelp } from 'lucide-react'
import { PopoverPopup } from '../popover.tsx'
import { Painted } from './painted.tsx'
import styles from './syntax-help.module.css'

const lines: [filter: string, meaning: string][] = [
  ['type:lookup', 'exactly this value'],
  ['user:+1804*', 'begins so'],
  ['type:(lookup OR transfer)', 'any of these'],
  ['-type:lookup', 'the opposite'],
  ['conversation:*', 'has a value'],
  ['attributes.ok:false', 'what is inside attributes'],
  ['attributes.duration_ms>=1000', 'numbers, by size'],
  ['timestamp>=-24h', 'also 2026-03-02, today'],
  ['refund', 'a word in any text'],
  ['"next flight"', 'words next to each other'],
  ['(type:a OR refund) source:b', 'brackets, and OR'],
  ['view:NAME', 'a saved filter'],
]

const keys: [key: string, meaning: string][] = [
  ['Enter', 'ask'],
  ['↑ ↓', 'choose what is offered'],
  ['Tab', 'take it'],
  ['Esc', 'close, then undo'],
]

/** How filters are written, on one card. */
export function SyntaxCard() {
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.trigger} aria-label="How filters are written">
        <CircleHelp size={14} aria-hidden />
      </Popover.Trigger>
      <PopoverPopup label="How filters are written" className={styles.card}>
        <p>What stands side by side must all hold.</p>
        <dl className={styles.lines}>
          {lines.map(([filter, meaning]) => (
            <div key={filter}>
              <dt>
                <Painted text={filter} />
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <dl className={styles.keys}>
          {keys.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </PopoverPopup>
    </Popover.Root>
  )
}
