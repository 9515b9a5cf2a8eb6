import type { RefObject } from 'react'
import { useShortcuts } from './use-shortcuts.ts'

/** j and k go from row to row; while a row is open beside the list, the one gone to is opened instead. */
export function useRowKeys(list: RefObject<HTMLElement | null>, isOpen: boolean): void {
  const go = (step: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
    const here = links.findIndex((link) => link === document.activeElement || (isOpen && link.ariaCurrent === 'true'))
    const next = links[here < 0 ? 0 : here + step]
    next?.focus()
    if (isOpen) next?.click()
  }
  useShortcuts('lists', { j: () => go(1), k: () => go(-1) })
}
