import { Menu } from '@base-ui/react/menu'
import { Download, Link2 } from 'lucide-react'
import { exportFormatNames, sessionExportAddress } from '../../data/session-queries.ts'
import { buttonClass } from '../../parts/button.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import menu from '../../parts/menu.module.css'
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
          Export
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={6} align="end" className={menu.positioner}>
            <Menu.Popup className={menu.popup}>
              {formats.map(([format, name]) => (
                <Menu.Item
                  key={format}
                  className={menu.item}
                  render={<a href={sessionExportAddress(sessionId, format)} download />}
                >
                  {name}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  )
}

function linkTo(moment: string | undefined): string {
  const address = new URL(location.href)
  if (moment !== undefined) address.searchParams.set('at', moment)
  return address.href.replaceAll('%3A', ':')
}
