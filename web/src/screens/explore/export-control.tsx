import { Menu } from '@base-ui/react/menu'
import type { ExportFormat } from '@occur/client/protocol'
import { Check, Download } from 'lucide-react'
import { useState } from 'react'
import { exportAddress } from '../../data/explore.ts'
import { formatCount } from '../../data/format.ts'
import { buttonClass } from '../../parts/button.tsx'
import menu from '../../parts/menu.module.css'
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
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} sideOffset={6} align="end">
          <Menu.Popup className={menu.popup}>
            <Menu.Group>
              <Menu.GroupLabel className={menu.label}>
                {typeof total === 'number' ? `All ${formatCount(total)} events that pass` : 'All events that pass'}
              </Menu.GroupLabel>
              {formats.map(([format, name, use]) => (
                <Menu.Item
                  key={format}
                  className={menu.item}
                  render={<a href={exportAddress(explore.search, format, columns)} download />}
                >
                  {name} <span className={styles.use}>{use}</span>
                </Menu.Item>
              ))}
            </Menu.Group>
            <div className={menu.separator} />
            <Menu.CheckboxItem
              className={menu.item}
              checked={areColumnsOnly}
              onCheckedChange={setColumnsOnly}
              closeOnClick={false}
            >
              Only the fields of the columns
              <Menu.CheckboxItemIndicator className={menu.mark}>
                <Check size={14} aria-hidden />
              </Menu.CheckboxItemIndicator>
            </Menu.CheckboxItem>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
