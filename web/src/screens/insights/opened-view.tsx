import type { View, ViewDefinition } from '@occur/client/protocol'
import { useState } from 'react'
import { ApiError } from '../../data/api.ts'
import { useReplaceView } from '../../data/change-views.ts'
import type { InsightSearch } from '../../data/insight-search.ts'
import { definitionOfSearch, isSameQuestion, searchOfView } from '../../data/saved-question.ts'
import { definitionOf } from '../../data/saved-views.ts'
import { useMay } from '../../data/scopes.ts'
import { Button } from '../../parts/button.tsx'
import styles from './save-question.module.css'

/** Of which view the question is, and what to do when it was changed since: keep that, or go back. */
export function OpenedView({
  view,
  search,
  onOpen,
}: {
  view: View
  search: InsightSearch
  onOpen: (search: InsightSearch) => void
}) {
  // The version that the person has before him: another one that comes from elsewhere is not silently written over.
  const [read, setRead] = useState(view)
  const mayEdit = useMay('admin')
  const replace = useReplaceView()
  const isChanged = !isSameQuestion(search, view)
  const { question: _, range: __, chart: ___, ...kept } = definitionOf(view)
  const definition: ViewDefinition = { ...kept, ...definitionOfSearch(search) }
  const save = (expected: View | null) =>
    replace.mutate({ name: view.name, read: expected, definition }, { onSuccess: (saved) => setRead(saved) })
  const open = () => {
    setRead(view)
    replace.reset()
    const saved = searchOfView(view)
    if (saved) onOpen(saved)
  }
  const isOutdated = replace.error instanceof ApiError && replace.error.status === 412
  return (
    <>
      <div className={styles.current}>
        <span className={styles.name} title={view.description ?? view.name}>
          {view.name}
        </span>
        {isChanged && <span className={styles.changed}>changed</span>}
        {isChanged && mayEdit && (
          <Button onClick={() => save(read)} disabled={replace.isPending}>
            Save changes
          </Button>
        )}
        {isChanged && (
          <Button look="quiet" onClick={open}>
            Undo
          </Button>
        )}
      </div>
      {replace.error && (
        <div className={styles.conflict} role="alert">
          {isOutdated ? (
            <>
              <p>Somebody has changed {view.name} since you opened it. Take theirs and lose yours, or write over it?</p>
              <Button onClick={open}>Take theirs</Button>
              <Button onClick={() => save(null)}>Write over it</Button>
            </>
          ) : (
            <p>{replace.error.message}</p>
          )}
        </div>
      )}
    </>
  )
}
