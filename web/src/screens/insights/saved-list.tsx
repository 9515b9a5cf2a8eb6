import type { View, ViewQuestion } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pin, PinOff, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ApiError } from '../../data/api.ts'
import { useDeleteView, useReplaceView } from '../../data/change-views.ts'
import { nextPin } from '../../data/pins.ts'
import { describeRange } from '../../data/range.ts'
import { searchOfView } from '../../data/saved-question.ts'
import { definitionOf, viewsQuery } from '../../data/saved-views.ts'
import { useMay } from '../../data/scopes.ts'
import table from '../../parts/answers/table.module.css'
import { Button, buttonClass, IconButton } from '../../parts/button.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { Failure, Notice, RowSkeleton } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import styles from './saved-list.module.css'

const kindNames: Record<ViewQuestion['kind'], string> = {
  measure: 'Measure',
  funnel: 'Funnel',
  paths: 'Paths',
  transfers: 'Transfers',
}

/** Every question that was saved, to open, pin and delete. */
export function SavedList() {
  const { data, error, refetch } = useQuery(viewsQuery)
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <RowSkeleton rows={8} />
  const questions = data.filter(({ question }) => question)
  if (questions.length === 0) {
    return (
      <Notice title="No question is saved yet">
        <p>Build one, press Save, and it is here for everybody in the project, on the dashboard too.</p>
        <Link to="/insights" search={{}} className={buttonClass()}>
          Build a question
        </Link>
      </Notice>
    )
  }
  return (
    <ScrollRegion label="Saved questions">
      <div className={styles.list}>
        <table className={table.table}>
          <caption className="sr-only">Saved questions</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col" className={styles.wide}>
                What it is for
              </th>
              <th scope="col" className={styles.wide}>
                Time
              </th>
              <th scope="col" className={styles.wide}>
                Changed
              </th>
              <th scope="col">
                <span className="sr-only">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {questions.map((view) => (
              <SavedRow key={view.name} view={view} views={data} />
            ))}
          </tbody>
        </table>
      </div>
    </ScrollRegion>
  )
}

function SavedRow({ view, views }: { view: View; views: readonly View[] }) {
  const { name, description, question, range, changed_at, pin } = view
  const mayEdit = useMay('admin')
  const replace = useReplaceView()
  const remove = useDeleteView()
  const [isAsking, setAsking] = useState(false)
  const { pin: _, ...unpinned } = definitionOf(view)
  const isPinned = pin !== undefined
  const togglePin = () =>
    replace.mutate({ name, read: view, definition: isPinned ? unpinned : { ...unpinned, pin: nextPin(views) } })
  const failure = remove.error ?? replace.error
  return (
    <>
      <tr>
        <th scope="row">
          <Link to="/insights" search={searchOfView(view) ?? {}} preload={false} title={description}>
            {name}
          </Link>
        </th>
        <td>{question && kindNames[question.kind]}</td>
        <td className={`${styles.wide} ${styles.about}`} title={description}>
          <bdi>{description}</bdi>
        </td>
        <td className={styles.wide}>
          {range ? describeRange(range) : question?.from || question?.to ? 'Fixed' : 'Any time'}
        </td>
        <td className={styles.wide}>
          <Time at={changed_at} as="recent" />
        </td>
        <td data-number>
          {mayEdit && (
            <span className={styles.tools}>
              {isAsking ? (
                <>
                  <Button look="primary" onClick={() => remove.mutate(view)} disabled={remove.isPending}>
                    Delete {name}
                  </Button>
                  <Button look="quiet" onClick={() => setAsking(false)}>
                    Keep
                  </Button>
                </>
              ) : (
                <>
                  <IconButton
                    name={isPinned ? `Take ${name} off the dashboard` : `Pin ${name} to the dashboard`}
                    onClick={togglePin}
                    disabled={replace.isPending}
                    data-on={isPinned || undefined}
                  >
                    {isPinned ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
                  </IconButton>
                  <IconButton name={`Delete ${name}`} onClick={() => setAsking(true)}>
                    <Trash2 size={14} aria-hidden />
                  </IconButton>
                </>
              )}
            </span>
          )}
        </td>
      </tr>
      {failure && (
        <tr>
          <td colSpan={6} className={styles.failure} role="alert">
            {sayFailure(failure, name)}
          </td>
        </tr>
      )}
    </>
  )
}

function sayFailure(error: Error, name: string): string {
  if (error instanceof ApiError && error.status === 412)
    return `Somebody has changed ${name} meanwhile. It is shown as it is now; try again if you still want to.`
  return error.message
}
