import { Download } from 'lucide-react'
import { atLeisure } from '../../parts/at-leisure.tsx'
import { Button } from '../../parts/button.tsx'
import type { Explore } from './use-explore.ts'

export interface ExportMenuProps {
  explore: Explore
  /** How many events pass. */
  total: number | null | undefined
  isSmall: boolean
}

/** All events that pass, as a file. */
export const ExportMenu = atLeisure<ExportMenuProps>(
  async () => (await import('./export-control.tsx')).ExportControl,
  ({ isSmall }) => (
    <Button aria-label="Export" aria-haspopup="menu" aria-expanded={false}>
      <Download size={14} aria-hidden />
      {!isSmall && 'Export'}
    </Button>
  ),
)
