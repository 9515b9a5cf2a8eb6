// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the field, which names the chosen option
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are those of the field
// biome-ignore-all lint/a11y/useSemanticElements: a <select> cannot be filtered
import { useEffect, useRef } from 'react'
import { Time } from '../../parts/time.tsx'
import styles from './command-palette.module.css'
import type { Command, CommandGroup } from './commands.ts'

interface CommandOptionsProps {
  id: string
  groups: readonly CommandGroup[]
  chosen: number
  optionId: (index: number) => string
  onChoose: (index: number) => void
  onRun: (command: Command) => void
}

/** What there is to choose from; the chosen one stays in view. */
export function CommandOptions({ id, groups, chosen, optionId, onChoose, onRun }: CommandOptionsProps) {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is what it waits for
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen, groups])
  let index = -1
  return (
    <div ref={list} id={id} role="listbox" aria-label="What was found" className={styles.list}>
      {groups.map(({ name, commands }) => (
        <div key={name} role="group" aria-label={name} className={styles.group}>
          <div className={styles.groupName} aria-hidden>
            {name}
          </div>
          {commands.map((command) => {
            index += 1
            const here = index
            return (
              <div
                key={command.id}
                id={optionId(here)}
                role="option"
                aria-selected={here === chosen}
                className={styles.option}
                onPointerMove={() => here !== chosen && onChoose(here)}
                onClick={() => onRun(command)}
              >
                <command.Icon size={16} strokeWidth={1.75} aria-hidden />
                <span className={styles.name}>
                  <bdi>{command.name}</bdi>
                </span>
                {command.note && (
                  <span className={styles.note}>
                    <bdi>{command.note}</bdi>
                    {command.at && (
                      <>
                        , <Time at={command.at} as="recent" />
                      </>
                    )}
                  </span>
                )}
                {command.keys && (
                  <span className={styles.keys} aria-hidden>
                    {command.keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </span>
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
