import { Columns3 } from 'lucide-react'
import { atLeisure } from '../../parts/at-leisure.tsx'
import { Button } from '../../parts/button.tsx'
import type { Explore } from './use-explore.ts'

/** Which columns the table has: fields, and whatever is inside the attributes. */
export const ColumnsMenu = atLeisure<{ explore: Explore }>(
  async () => (await import('./columns-control.tsx')).ColumnsControl,
  () => (
    <Button aria-haspopup="dialog" aria-expanded={false}>
      <Columns3 size={14} aria-hidden />
      Columns
    </Button>
  ),
)
