import { type ComponentType, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { loadScript } from '../data/reach.ts'
import styles from './at-leisure.module.css'

/** Until then the page has better things to load. */
const leisureMs = 1500

/** Loads what is likely to be needed, once the page has better things behind it. */
export function useAtLeisure(load: () => Promise<unknown>): void {
  useEffect(() => {
    // What cannot be had now is loaded when it is needed, which tells of it.
    const timer = setTimeout(() => void load().catch(() => undefined), leisureMs)
    return () => clearTimeout(timer)
  }, [load])
}

/**
 * A control whose script is not needed to see it. First only `Resting` is drawn, which looks the same; the whole one takes
 * its place when the page has come to rest, or as soon as somebody reaches for it, and then goes on with what he did: the
 * focus stays, and a press counts.
 */
export function atLeisure<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Resting: ComponentType<Props>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<void> | undefined
  const get = () => {
    loading ??= loadScript(load).then(
      (whole) => {
        loaded = whole
      },
      () => {
        // The page is outdated, and says so.
        loading = undefined
      },
    )
    return loading
  }

  return function AtLeisure(props: Props) {
    const [isWhole, setWhole] = useState(loaded !== undefined)
    const place = useRef<HTMLSpanElement>(null)
    const did = useRef({ focus: false, press: false })
    useEffect(() => {
      if (isWhole) return
      let isGone = false
      // A button that goes away while it is held down is never clicked.
      let isHeld = false
      const swap = async () => {
        await get()
        if (isGone || isHeld || loaded === undefined) return
        did.current.focus = place.current?.contains(document.activeElement) ?? false
        setWhole(true)
      }
      const timer = setTimeout(swap, leisureMs)
      const here = place.current
      const onPress = () => {
        isHeld = false
        did.current.press = true
        void swap()
      }
      const onHold = () => {
        isHeld = true
      }
      // Let go elsewhere, it was no press; a press comes first.
      const onRelease = () =>
        setTimeout(() => {
          if (!isHeld) return
          isHeld = false
          void swap()
        })
      here?.addEventListener('pointerenter', swap, { capture: true })
      here?.addEventListener('focusin', swap)
      here?.addEventListener('click', onPress)
      here?.addEventListener('pointerdown', onHold)
      for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, onRelease)
      return () => {
        isGone = true
        clearTimeout(timer)
        here?.removeEventListener('pointerenter', swap, { capture: true })
        here?.removeEventListener('focusin', swap)
        here?.removeEventListener('click', onPress)
        here?.removeEventListener('pointerdown', onHold)
        for (const end of ['pointerup', 'pointercancel']) window.removeEventListener(end, onRelease)
      }
    }, [isWhole])
    useLayoutEffect(() => {
      if (!isWhole) return
      const control = place.current?.querySelector('button')
      if (did.current.focus) control?.focus()
      if (did.current.press) control?.click()
      did.current = { focus: false, press: false }
    }, [isWhole])
    const Shown = (isWhole && loaded) || Resting
    return (
      <span ref={place} className={styles.place}>
        <Shown {...props} />
      </span>
    )
  }
}
