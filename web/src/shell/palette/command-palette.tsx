import { LoaderCircle, Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react'
import { Overlay } from '../../parts/overlay.tsx'
import { CommandOptions } from './command-options.tsx'
import styles from './command-palette.module.css'
import type { Command } from './commands.ts'
import { useCommands } from './use-commands.ts'

interface CommandPaletteProps {
  field: RefObject<HTMLInputElement | null>
  typed: string
  /** Enter was pressed before the field was there. */
  isEntered: boolean
  onType: (typed: string) => void
  onClose: () => void
  onHelp: () => void
}

/** One field from which everything can be reached: screens, what has an id, saved views, actions. */
export default function CommandPalette({ field, typed, isEntered, onType, onClose, onHelp }: CommandPaletteProps) {
  /** The one that was moved to; until then it is the first. */
  const [movedTo, setMovedTo] = useState<string>()
  const { groups, isLooking } = useCommands(typed, onHelp)
  const commands = groups.flatMap((group) => group.commands)
  const movedAt = commands.findIndex(({ id }) => id === movedTo)
  const chosen = movedAt >= 0 ? movedAt : Math.min(0, commands.length - 1)
  const choose = (index: number) => setMovedTo(commands[index]?.id)
  const listId = useId()
  const optionId = (index: number) => `${listId}-${index}`

  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    void command.run()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what is chosen then
  useEffect(() => {
    if (isEntered) run(commands[chosen])
  }, [isEntered])
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step !== undefined && commands.length > 0) choose((chosen + step + commands.length) % commands.length)
    else if (event.key === 'Enter') run(commands[chosen])
    else return
    event.preventDefault()
  }

  return (
    <Overlay label="Search or go to" shape="centre" className={styles.popup} onClose={onClose}>
      <div className={styles.field}>
        {isLooking ? <LoaderCircle size={16} aria-hidden className="turning" /> : <Search size={16} aria-hidden />}
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: it was asked for by a key, and what is typed next is meant for it
          autoFocus
          role="combobox"
          aria-label="Search or go to"
          aria-expanded={commands.length > 0}
          aria-controls={listId}
          aria-activedescendant={chosen >= 0 ? optionId(chosen) : undefined}
          aria-autocomplete="list"
          placeholder="A screen, an id, a view, an action…"
          value={typed}
          onChange={(event) => {
            onType(event.target.value)
            setMovedTo(undefined)
          }}
          onKeyDown={onKey}
          onFocus={({ target }) => target.setSelectionRange(typed.length, typed.length)}
          autoComplete="off"
          spellCheck={false}
        />
        <kbd aria-hidden>Esc</kbd>
      </div>
      <CommandOptions id={listId} groups={groups} chosen={chosen} optionId={optionId} onChoose={choose} onRun={run} />
      <p className="sr-only" role="status">
        {commands.length} found
      </p>
    </Overlay>
  )
}

const steps: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 }
