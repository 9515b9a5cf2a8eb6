import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { IconButton } from '../../parts/button.tsx'
import { Overlay } from '../../parts/overlay.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import styles from './facets.module.css'
import { Facets } from './facets.tsx'
import type { Explore } from './use-explore.ts'

/** The facets over the page, where there is no room beside it. */
export default function FacetsSheet({ explore, onClose }: { explore: Explore; onClose: () => void }) {
  return (
    <Overlay shape="sheet" className={styles.sheet} onClose={onClose}>
      <header className={styles.sheetHead}>
        <Dialog.Title className={styles.sheetTitle}>Facets</Dialog.Title>
        <IconButton name="Close" hint="Esc" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <ScrollRegion label="Facets" className={styles.scroll}>
        <Facets explore={explore} />
      </ScrollRegion>
    </Overlay>
  )
}
