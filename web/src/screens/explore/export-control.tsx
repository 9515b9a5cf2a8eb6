import { Menu } from '@base-ui/react/menu'
import type { ExportFormat } from '@occur/client/protocol'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { exportAddress } from '../../data/explore.ts'
import { formatCount } from '../../data/format.ts'
import { buttonClass } from '../../parts/button.tsx'
import { MenuCheckbox, MenuDownload, MenuGroup, MenuPopup, MenuSeparator } from '../../parts/menu.tsx'
import styles from './export-menu.module.css'
import type { ExportMenuProps } from './export-menu.tsx'

const formats: [ExportFormat, string, string][] = [
  ['csv', 'CSV', 'for spreadsheets'],
  ['ndjson', 'NDJSON', 'a line for each event'],
  ['parquet', 'Parquet', 'for DuckDB, pandas, Spark'],
  ['arrow', 'Arrow', 'an IPC file'],
]

/** All events that pass, as a file. */
export function ExportControl({ explore, total, isSmall }: ExportMenuProps) {
  const [areColumnsOnly, setColumnsOnly] = useState(false)
  const columns = areColumnsOnly ? explore.columns.map(({ field }) => field) : undefined
  return (
    <Menu.Root>
      <Menu.Trigger className={buttonClass()} aria-label="Export">
        <Download size={14} aria-hidden />
        {!isSmall && 'Export'}
      </Menu.Trigger>
      <MenuPopup align="end" offset={6}>
        <MenuGroup
          name={typeof total === 'number' ? `All ${formatCount(total)} events that pass` : 'All events that pass'}
        >
          {formats.map(([format, name, use]) => (
            <MenuDownload key={format} href={exportAddress(explore.search, format, columns)}>
              {name} <span className={styles.use}>{use}</span>
            </MenuDownload>
          ))}
        </MenuGroup>
        <MenuSeparator />
        <MenuCheckbox checked={areColumnsOnly} onCheckedChange={setColumnsOnly} closeOnClick={false}>
          Only the fields of the columns
        </MenuCheckbox>
      </MenuPopup>
    </Menu.Root>
  )
}
