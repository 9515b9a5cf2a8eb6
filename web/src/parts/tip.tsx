import { Tooltip } from '@base-ui/react/tooltip'
import type { RefObject } from 'react'
import styles from './button.module.css'

/** The name of a picture, beside it. */
export default function Tip({
  of,
  name,
  hint,
}: {
  of: RefObject<HTMLElement | null>
  name: string
  hint: string | undefined
}) {
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={of} sideOffset={6} className={styles.tipPositioner}>
          <Tooltip.Popup className={styles.tip}>
            {name}
            {hint && <kbd>{hint}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
