import { Menu } from '@base-ui/react/menu'
import { Download, Link2 } from 'lucide-react'
import { exportFormatNames, sessionExportAddress } from '../../data/session-queries.ts'
import { buttonClass } from '../../parts/button.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { MenuDownload, MenuPopup } from '../../parts/menu.tsx'
import styles from './session-head.module.css'

/** What can be done with a session: hand on a link to the moment one is at, and take its events along as a file. */
export function SessionActions({ sessionId, moment }: { sessionId: string; moment: string | undefined }) {
  const formats = Object.entries(exportFormatNames) as [keyof typeof exportFormatNames, string][]
  return (
    <div className={styles.actions}>
      <CopyButton
        name={moment ? 'Copy link to this moment' : 'Copy link to this session'}
        text={() => linkTo(moment)}
        icon={<Link2 size={15} aria-hidden />}
      />
      <Menu.Root>
        <Menu.Trigger className={buttonClass()} aria-label="Export this session">
          <Download size={14} aria-hidden />
          <span className={styles.actionName}>Export</span>
        </Menu.Trigger>
        <MenuPopup align="end" offset={6}>
          {formats.map(([format, name]) => (
            <MenuDownload key={format} href={sessionExportAddress(sessionId, format)}>
              {name}
            </MenuDownload>
          ))}
        </MenuPopup>
      </Menu.Root>
    </div>
  )
}

function linkTo(moment: string | undefined): string {
  const address = new URL(location.href)
  if (moment !== undefined) address.searchParams.set('at', moment)
  return address.href.replaceAll('%3A', ':')
}
