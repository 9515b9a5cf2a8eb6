import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { areSingleKeysOn } from '../data/single-keys.ts'
import { isWriting } from '../parts/use-shortcuts.ts'
import { places } from './places.ts'

const patienceMs = 1500

/** `g` and then a letter goes to a screen. It hears them before any screen does, for which both are no keys then. */
export function useGoKeys(): void {
  const navigate = useNavigate()
  useEffect(() => {
    let beganMs = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || !areSingleKeysOn()) return
      const hasBegun = event.timeStamp - beganMs < patienceMs
      beganMs = Number.NEGATIVE_INFINITY
      if (!hasBegun) {
        if (event.key !== 'g') return
        beganMs = event.timeStamp
      } else {
        const place = places.find(({ key }) => key === event.key)
        if (!place) return
        void navigate({ to: place.to })
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [navigate])
}
