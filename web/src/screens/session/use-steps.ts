import { useMemo } from 'react'
import type { TimelineItem } from '../../data/timeline.ts'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import type { Steps } from './session-bar.tsx'
import type { Reading } from './use-reading.ts'

const keys: Record<'match' | 'error' | 'transfer', [next: string, previous: string]> = {
  match: ['n', 'N'],
  error: ['e', 'E'],
  transfer: ['t', 'T'],
}

/** The ways from match to match, error to error and transfer to transfer, by button and by key. */
export function useSteps(
  items: readonly TimelineItem[],
  places: readonly number[],
  matches: ReadonlySet<string> | undefined,
  { current, step }: Reading,
  onStepped: (place: number) => void,
): Steps[] {
  const kinds = useMemo(() => {
    const isMatch = ({ event }: TimelineItem) => matches?.has(event.event_id) ?? false
    const isError = ({ failed }: TimelineItem) => failed
    const isTransfer = ({ kind }: TimelineItem) => kind === 'transfer'
    const of = (holds: (item: TimelineItem) => boolean) => ({
      holds,
      places: places.filter((place) => holds(items[place] as TimelineItem)),
    })
    return { match: of(isMatch), error: of(isError), transfer: of(isTransfer) }
  }, [items, places, matches])

  const go = (kind: keyof typeof kinds, direction: 1 | -1) => {
    const place = step(direction, kinds[kind].holds)
    if (place !== undefined) onStepped(place)
  }
  const to = (kind: keyof typeof kinds, direction: 1 | -1) => () => go(kind, direction)
  useShortcuts('session', {
    n: to('match', 1),
    N: to('match', -1),
    e: to('error', 1),
    E: to('error', -1),
    t: to('transfer', 1),
    T: to('transfer', -1),
  })
  const stepsOf = (kind: keyof typeof kinds) => {
    const { places } = kinds[kind]
    const isAt = places.includes(current)
    return {
      count: places.length,
      passed: isAt ? places.filter((place) => place <= current).length : 0,
      onStep: (direction: 1 | -1) => go(kind, direction),
    }
  }
  return [
    ...(matches
      ? [{ name: 'Matches', one: 'match', keys: keys.match, tone: 'match', ...stepsOf('match') } satisfies Steps]
      : []),
    { name: 'Errors', one: 'error', keys: keys.error, tone: 'failed', ...stepsOf('error') },
    { name: 'Transfers', one: 'transfer', keys: keys.transfer, tone: 'transfer', ...stepsOf('transfer') },
  ]
}
