import type { ReactNode, Ref } from 'react'
import styles from './scroll-region.module.css'

interface ScrollRegionProps {
  label: string
  /** Without one it takes what the page has below its head. */
  className?: string | undefined
  ref?: Ref<HTMLElement>
  children: ReactNode
}

/** A part of the page that scrolls by itself, which the keyboard must be able to reach and a screen reader to name. */
export function ScrollRegion({ label, className = styles.page, ref, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll here
    <section ref={ref} aria-label={label} className={className} tabIndex={0}>
      {children}
    </section>
  )
}
