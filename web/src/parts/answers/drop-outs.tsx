import type { FunnelAnswer, QuestionUnit } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { listOfUnit } from '../../data/click-through.ts'
import { countOf, formatCount } from '../../data/format.ts'
import { type Search, withTerm } from '../../data/search.ts'
import { IconButton } from '../button.tsx'
import { Time } from '../time.tsx'
import styles from './answers.module.css'
import list from './drop-outs.module.css'

const fieldOf: Record<QuestionUnit, string> = {
  session: 'session_id',
  conversation: 'conversation_id',
  user: 'user_id',
}

/** A filter that names more than these would be too long for an address. */
const namedMax = 50

/** Who got to a step and no further, the newest first, each a link to what happened. */
export function DropOuts({
  search,
  unit,
  step,
  answer,
  onClose,
}: {
  search: Search
  unit: QuestionUnit
  step: number
  answer: FunnelAnswer
  onClose: (() => void) | undefined
}) {
  const shown = answer.drop_outs ?? []
  const { name = '', count = 0 } = answer.steps[step - 1] ?? {}
  const all = count - (answer.steps[step]?.count ?? 0)
  const isLast = step === answer.steps.length
  const named = shown.slice(0, namedMax)
  const q = named.reduce<string | undefined>((q, { id }) => withTerm(q, fieldOf[unit], id), undefined)
  const title = `${countOf(all, unit)} that ${isLast ? 'went all the way' : `got to “${name}” and no further`}`
  return (
    <section className={styles.part} aria-label="Drop-outs">
      <header className={styles.partHead}>
        <h2 className={styles.partTitle}>
          <bdi>{title}</bdi>
        </h2>
        <Link to={listOfUnit[unit]} search={{ q, tz: search.tz }} preload={false} className={styles.textLink}>
          {named.length < all ? `List the newest ${formatCount(named.length)}` : 'As a list'}
        </Link>
        {onClose && (
          <IconButton name="Close the list" onClick={onClose}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </header>
      <ul className={list.who}>
        {shown.map(({ id, at }) => (
          <li key={id}>
            <WhoLink unit={unit} id={id} />
            <Time at={at} as="recent" className={styles.before} />
          </li>
        ))}
      </ul>
      {shown.length < all && <p className={styles.before}>The newest {formatCount(shown.length)} are listed.</p>}
    </section>
  )
}

function WhoLink({ unit, id }: { unit: QuestionUnit; id: string }) {
  const name = <bdi>{id}</bdi>
  switch (unit) {
    case 'session':
      return (
        <Link to="/sessions/$sessionId" params={{ sessionId: id }} preload={false} className="mono">
          {name}
        </Link>
      )
    case 'conversation':
      return (
        <Link to="/conversations/$conversationId" params={{ conversationId: id }} preload={false} className="mono">
          {name}
        </Link>
      )
    case 'user':
      return (
        <Link to="/people/$userId" params={{ userId: id }} preload={false} className="mono">
          {name}
        </Link>
      )
  }
}
