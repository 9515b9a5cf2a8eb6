import type { Session } from '@occur/client/protocol'
import type { Moment } from '../../../data/moments.ts'
import type { ToolUse } from '../../../data/session-summary.ts'
import { type Beside, besides } from '../../../data/session-views.ts'
import { ScrollRegion } from '../../../parts/scroll-region.tsx'
import { Segmented } from '../../../parts/segmented.tsx'
import styles from './beside.module.css'
import { Moments } from './moments.tsx'
import { OtherSessions } from './other-sessions.tsx'
import { SimilarSessions } from './similar-sessions.tsx'
import { Tools } from './tools.tsx'

interface BesidePanelProps {
  shows: Beside
  onShow: (shows: Beside) => void
  sessionId: string
  session: Session | undefined
  moments: readonly Moment[]
  /** The place that one is at. */
  current: number
  uses: readonly ToolUse[]
  onGo: (place: number) => void
  onGoTo: (eventId: string) => void
}

/** What helps to understand the session: where to look, what its tools did, and other sessions. */
export function BesidePanel({ shows, onShow, ...rest }: BesidePanelProps) {
  return (
    <section className={styles.beside} aria-label="About this session">
      <div className={styles.tabs}>
        <Segmented label="About this session" value={shows} options={besides} onChange={onShow} />
      </div>
      <ScrollRegion label={besides[shows]} className={styles.scroll}>
        {shows === 'moments' && <Moments moments={rest.moments} current={rest.current} onGo={rest.onGo} />}
        {shows === 'tools' && <Tools uses={rest.uses} onGoTo={rest.onGoTo} />}
        {shows === 'similar' && <SimilarSessions sessionId={rest.sessionId} />}
        {shows === 'person' && <OtherSessions sessionId={rest.sessionId} session={rest.session} />}
      </ScrollRegion>
    </section>
  )
}
