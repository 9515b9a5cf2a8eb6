import type { QuestionUnit } from '@occur/client/protocol'
import type { InsightSearch } from '../../data/insight-search.ts'
import { Select } from '../../parts/fields/select.tsx'

const units: Record<QuestionUnit, string> = { session: 'Session', conversation: 'Conversation', user: 'User' }

/** What events have in common that are followed. */
export function UnitSelect({
  search,
  onChange,
}: {
  search: InsightSearch
  onChange: (within: InsightSearch['within']) => void
}) {
  return (
    <Select
      label="Within one"
      value={search.within ?? 'session'}
      options={units}
      onChange={(unit) => onChange(unit === 'session' ? undefined : unit)}
    />
  )
}
