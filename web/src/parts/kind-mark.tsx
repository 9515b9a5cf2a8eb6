import {
  AudioLines,
  CircleDot,
  type LucideIcon,
  PhoneForwarded,
  Sparkles,
  Split,
  UserRound,
  Wrench,
} from 'lucide-react'
import { type Kind, kindNames } from '../data/events.ts'
import styles from './kind-mark.module.css'

const icons: Record<Kind, LucideIcon> = {
  user: UserRound,
  agent: AudioLines,
  tool: Wrench,
  transfer: PhoneForwarded,
  session: CircleDot,
  prompt: Sparkles,
  other: Split,
}

/** What an event is, as one picture in one colour, the same on every screen. */
export function KindMark({ kind, failed = false, size = 14 }: { kind: Kind; failed?: boolean; size?: number }) {
  const Icon = icons[kind]
  const name = failed ? `${kindNames[kind]}, failed` : kindNames[kind]
  return (
    <span
      className={styles.mark}
      data-kind={kind}
      data-failed={failed || undefined}
      role="img"
      aria-label={name}
      title={name}
    >
      <Icon size={size} strokeWidth={1.9} aria-hidden />
    </span>
  )
}
