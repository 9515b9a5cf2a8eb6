import { askedOf, type ExploreSearch } from './explore.ts'

/** Where in a list of events one was. */
export interface KeptPlace {
  /** Of which list: see `listOf`. */
  list: string
  /** The topmost event in sight, and at which row it was. */
  eventId: string
  row: number
  /** How much of that row was out of sight. */
  offsetPx: number
}

const storageKey = 'occur-explore-place'

/** The list that a search makes: its events in their order. */
export function listOf(search: ExploreSearch): string {
  return JSON.stringify({ ...askedOf(search), order: search.order })
}

/** The place that was kept last, if it is in this list. */
export function keptPlace(list: string): KeptPlace | undefined {
  try {
    const place = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as KeptPlace | null
    return place?.list === list && Number.isFinite(place.row + place.offsetPx) ? place : undefined
  } catch {
    return undefined
  }
}

/** Keeps it for as long as the tab is open; nothing for the top of a list. */
export function keepPlace(place: KeptPlace | undefined): void {
  try {
    if (place) sessionStorage.setItem(storageKey, JSON.stringify(place))
    else sessionStorage.removeItem(storageKey)
  } catch {
    // A browser that keeps nothing begins at the top.
  }
}
