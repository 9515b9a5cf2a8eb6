import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CloudOff, Hourglass, LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../data/api.ts'
import { whoAmIQuery } from '../data/queries.ts'
import { deedsOf } from '../data/scopes.ts'
import { useSignOut } from '../data/use-sign-out.ts'
import { Button } from './button.tsx'
import styles from './states.module.css'

interface NoticeProps {
  title: string
  tone?: 'calm' | 'failed'
  icon?: ReactNode
  children?: ReactNode
}

/** Says why there is nothing to see here, and what to do about it. */
export function Notice({ title, tone = 'calm', icon, children }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'failed' ? 'alert' : undefined}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.body}>{children}</div>
    </div>
  )
}

/** An answer that is not the one asked for, in words that say what to do. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  if (error instanceof ApiError && error.status === 403) return <NotAllowed detail={error.message} />
  const { title, advice, icon, detail } = explain(error)
  return (
    <Notice title={title} tone="failed" icon={icon}>
      <p>{advice}</p>
      {detail && <p className="mono">{detail}</p>}
      {retry && <Button onClick={() => retry()}>Try again</Button>}
    </Notice>
  )
}

/** A key that may not: which it is, what it may, and the way to another. */
function NotAllowed({ detail }: { detail: string }) {
  const { data: me } = useQuery(whoAmIQuery)
  const signOut = useSignOut()
  return (
    <Notice title="Your key may not read this" tone="failed" icon={<LockKeyhole />}>
      {me ? (
        <p>
          You signed in with{' '}
          <strong>
            <bdi>{me.name}</bdi>
          </strong>
          , which may {deedsOf(me.scopes)}. Sign in with a key that has the scope <code>read</code>, or ask whoever made
          yours for one.
        </p>
      ) : (
        <p>{detail}</p>
      )}
      <Button onClick={signOut}>Sign in with another key</Button>
    </Notice>
  )
}

function explain(error: unknown): { title: string; advice: string; icon: ReactNode; detail?: string | undefined } {
  if (!(error instanceof ApiError)) {
    const detail = error instanceof Error ? error.message : String(error)
    return {
      title: 'Something went wrong here',
      advice: 'Loading the page again may help.',
      icon: <CircleAlert />,
      detail,
    }
  }
  const { status, message, requestId } = error
  const detail = requestId ? `${message} (request ${requestId})` : message
  if (status === 0) {
    return {
      title: 'The server does not answer',
      advice: 'Is it still running? Start it again with npm start in its folder; this page comes back by itself.',
      icon: <CloudOff />,
    }
  }
  if (status === 404)
    return {
      title: 'Not found',
      advice: 'It was never recorded in this project, or it was erased.',
      icon: <CircleAlert />,
      detail,
    }
  if (error.isTooExpensive) {
    return {
      title: 'That is more than one answer may take',
      advice: 'A shorter time, a narrower filter or the usual order takes less. The same again would take as long.',
      icon: <Hourglass />,
      detail,
    }
  }
  if (status === 422 || status === 400) {
    return {
      title: 'The server cannot make sense of these filters',
      advice: 'Change or remove what it names.',
      icon: <CircleAlert />,
      detail,
    }
  }
  if (error.isPassing)
    return { title: 'The server is busy', advice: 'It said to come back later.', icon: <CloudOff />, detail }
  return {
    title: 'The server could not answer',
    advice: 'Its log says more under the request named here.',
    icon: <CircleAlert />,
    detail,
  }
}

/** The shape of rows that are on their way. */
export function RowSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={index} className={styles.skeletonRow} aria-hidden>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  )
}
