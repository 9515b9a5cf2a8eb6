import styles from './code-block.module.css'
import { CopyButton } from './copy-button.tsx'
import { ScrollRegion } from './scroll-region.tsx'

/** Something to copy and run. */
export function CodeBlock({
  code,
  label,
  copyName = 'Copy command',
}: {
  code: string
  label: string
  copyName?: string
}) {
  return (
    <div className={styles.block}>
      <ScrollRegion label={label} className={styles.code}>
        <pre>{code}</pre>
      </ScrollRegion>
      <div className={styles.copy}>
        <CopyButton text={code} name={copyName} />
      </div>
    </div>
  )
}
