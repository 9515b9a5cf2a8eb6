import styles from './code-block.module.css'
import { CopyButton } from './copy-button.tsx'

/** Something to copy and run. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className={styles.block}>
      {/* It may be wider than the screen, so the keyboard must be able to scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre tabIndex={0} role="region" aria-label={label}>
        <code>{code}</code>
      </pre>
      <div className={styles.copy}>
        <CopyButton text={code} name="Copy command" />
      </div>
    </div>
  )
}
