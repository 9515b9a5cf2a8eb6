import { CircleX, Hourglass, type LucideIcon, PhoneForwarded, Timer } from 'lucide-react'
import { memo, useCallback, useRef, useState } from 'react'
import type { Moment } from '../../../data/moments.ts'
import { formatOffset } from '../../../data/time.ts'
import styles from './beside.module.css'

const icons: Record<Moment['kind'], LucideIcon> = {
  transfer: PhoneForwarded,
  error: CircleX,
  slow: Timer,
  silence: Hourglass,
}
const countMax = 200

/** Where to look first: transfers, errors, slow answers and silences, in order. */
export function Moments({
  moments,
  current,
  onGo,
}: {
  moments: readonly Moment[]
  current: number
  onGo: (place: number) => void
}) {
  const [shownMax, setShownMax] = useState(countMax)
  // The same function for all time, so that only those rows are made again that change.
  const latest = useRef(onGo)
  latest.current = onGo
  const goLatest = useCallback((place: number) => latest.current(place), [])
  if (moments.length === 0) {
    return <p className={styles.none}>No transfer, no error, no slow answer and no long silence.</p>
  }
  return (
    <>
      <ol className={styles.moments}>
        {moments.slice(0, shownMax).map((moment) => (
          <Row
            key={`${moment.kind}${moment.index}`}
            moment={moment}
            isCurrent={moment.index === current}
            onGo={goLatest}
          />
        ))}
      </ol>
      {moments.length > shownMax && (
        <button type="button" className={styles.more} onClick={() => setShownMax(shownMax * 5)}>
          Show more of {moments.length.toLocaleString('en')}
        </button>
      )}
    </>
  )
}

const Row = memo(function Row({
  moment: { kind, index, offsetMs, title, detail },
  isCurrent,
  onGo,
}: {
  moment: Moment
  isCurrent: boolean
  onGo: (place: number) => void
}) {
  const Icon = icons[kind]
  return (
    <li>
      <button
        type="button"
        className={styles.moment}
        data-kind={kind}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => onGo(index)}
      >
        <span className={styles.when}>{formatOffset(offsetMs)}</span>
        <Icon size={14} aria-hidden />
        <span className={styles.what}>
          <b>
            <bdi>{title}</bdi>
          </b>
          {detail && <bdi>{detail}</bdi>}
        </span>
      </button>
    </li>
  )
})
