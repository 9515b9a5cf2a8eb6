import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CheckCheck, RotateCw } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { rejectedPageSize, rejectedQuery } from '../../../data/rejected.ts'
import { useMay } from '../../../data/scopes.ts'
import { Button } from '../../../parts/button.tsx'
import { lazyPart } from '../../../parts/lazy-part.ts'
import { Pager } from '../../../parts/pager.tsx'
import { Segmented } from '../../../parts/segmented.tsx'
import { Failure, Notice, RowSkeleton } from '../../../parts/states.tsx'
import { useRowKeys } from '../../../parts/use-row-keys.ts'
import { Section } from '../section.tsx'
import styles from './rejected.module.css'
import { RejectedTable } from './rejected-table.tsx'
import { ReplayAll } from './replay-all.tsx'

const RejectedPanel = lazyPart(() => import('./rejected-panel.tsx'))
const route = getRouteApi('/settings/rejected')

/** What was refused: why, its text, and the way to send it again. */
export function RejectedSection() {
  const { page = 0, all, event } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch, isPlaceholderData } = useQuery(rejectedQuery({ page, all: all !== undefined }))
  const mayReplay = useMay('ingest')
  const [isReplayingAll, setReplayingAll] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list, event !== undefined)
  const toPage = (to: number) => () => navigate({ search: { all, page: to || undefined } })
  return (
    <Section
      title="Rejected events"
      about="What does not fit is refused and kept here, so that nothing is lost: read why, correct it, and send it again."
      actions={
        mayReplay && (
          <Button onClick={() => setReplayingAll(true)} disabled={!data?.total_count}>
            <RotateCw size={14} aria-hidden />
            Replay all
          </Button>
        )
      }
      beside={
        event !== undefined && (
          <Suspense>
            <RejectedPanel
              rejectedId={event}
              onClose={() => navigate({ search: (before) => ({ ...before, event: undefined }) })}
            />
          </Suspense>
        )
      }
    >
      <Segmented
        label="Which ones"
        value={all ?? 'no'}
        onChange={(value) => navigate({ search: { all: value === 'yes' ? 'yes' : undefined } })}
        options={{ no: 'Waiting', yes: 'All' }}
      />
      <div ref={list} className={styles.list}>
        {data ? (
          data.items.length > 0 ? (
            <>
              <RejectedTable events={data.items} open={event} isStale={isPlaceholderData} />
              {(page > 0 || (data.total_pages ?? 0) > 1) && (
                <Pager
                  before={page * rejectedPageSize}
                  count={data.items.length}
                  total={data.total_count}
                  onPrevious={page > 0 ? toPage(page - 1) : undefined}
                  onNext={page + 1 < (data.total_pages ?? 0) ? toPage(page + 1) : undefined}
                />
              )}
            </>
          ) : (
            <Notice title={all ? 'Nothing was ever refused' : 'Nothing waits here'} icon={<CheckCheck />}>
              <p>
                An event is refused when a field does not fit: a time that is none, half a character, attributes that
                are no object.
              </p>
            </Notice>
          )
        ) : error ? (
          <Failure error={error} retry={refetch} />
        ) : (
          <RowSkeleton rows={8} />
        )}
      </div>
      {isReplayingAll && <ReplayAll onClose={() => setReplayingAll(false)} />}
    </Section>
  )
}
