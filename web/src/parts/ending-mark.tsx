import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  type LucideIcon,
  PhoneForwarded,
  PhoneOff,
  UserRoundX,
} from 'lucide-react'
import { type EndedSession, type Ending, endingOf } from '../data/ending.ts'
import { useNow } from '../data/now.ts'
import styles from './ending-mark.module.css'

const icons: Record<Ending['kind'], LucideIcon> = {
  running: CircleDot,
  transferred: PhoneForwarded,
  failed: CircleAlert,
  user: UserRoundX,
  agent: PhoneOff,
  ended: CircleCheck,
  silent: CircleDashed,
}

/** How a session ended, as one picture and a few words, the same on every screen. */
export function EndingMark({ session }: { session: EndedSession }) {
  const { kind, label, detail } = endingOf(session, useNow())
  const Icon = icons[kind]
  return (
    <span className={styles.mark} data-kind={kind} title={detail}>
      <Icon size={13} strokeWidth={2} aria-hidden />
      <bdi>{label}</bdi>
    </span>
  )
}
