import type { JourneySession } from '@occur/client/protocol'
import { closedScale, spanOf } from '../../data/journey-scale.ts'
import styles from './journey-axis.module.css'
import { JourneyLegend } from './journey-legend.tsx'
import { JourneyTracks } from './journey-tracks.tsx'
import { ZoomedAxis } from './zoomed-axis.tsx'

interface JourneyAxisProps {
  sessions: readonly JourneySession[]
  /** Without the time between the sessions. */
  isClosed: boolean
  /** What part of the time is shown, as the address says it. */
  zoom: string | undefined
  onZoom: (zoom: string | undefined) => void
  /** The session that is pointed at, here or elsewhere. */
  pointed: string | undefined
  onPoint: (sessionId: string | undefined) => void
}

/** All sessions of a journey on one axis of time, a lane for each channel. What it shows the list below says in words. */
export function JourneyAxis({ sessions, isClosed, zoom, onZoom, ...rest }: JourneyAxisProps) {
  const lanes = [...Map.groupBy(sessions, ({ channel_manager_type }) => channel_manager_type)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  )
  return (
    <figure className={styles.axis} aria-label="Sessions over time, as listed below">
      {isClosed ? (
        <>
          <div className={styles.lanes} aria-hidden>
            <JourneyTracks {...rest} lanes={lanes} scale={closedScale(sessions.map(spanOf))} isClosed />
          </div>
          <JourneyLegend sessions={sessions} />
        </>
      ) : (
        <ZoomedAxis {...rest} sessions={sessions} lanes={lanes} zoom={zoom} onZoom={onZoom} />
      )}
    </figure>
  )
}
