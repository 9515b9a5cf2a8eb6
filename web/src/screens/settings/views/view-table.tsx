import type { View, ViewQuestion } from '@occur/client/protocol'
import { Link } from '@tanstack/react-router'
import { Pencil, Trash2 } from 'lucide-react'
import { hrefOfView } from '../../../data/view-address.ts'
import { IconButton } from '../../../parts/button.tsx'
import { Time } from '../../../parts/time.tsx'
import table from '../table.module.css'
import styles from './views.module.css'

const questions: Record<ViewQuestion['kind'], string> = {
  measure: 'figures',
  funnel: 'a funnel',
  paths: 'paths',
  transfers: 'transfers',
}

interface ViewTableProps {
  views: readonly View[]
  onRename: ((view: View) => void) | undefined
  onDelete: ((view: View) => void) | undefined
}

export function ViewTable({ views, onRename, onDelete }: ViewTableProps) {
  return (
    <table className={table.table} aria-label="Saved views">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" data-rank="2">
            Shows
          </th>
          <th scope="col" data-rank="2">
            Filter
          </th>
          <th scope="col" data-rank="3">
            Changed
          </th>
          {onRename && (
            <th scope="col">
              <span className="sr-only">Rename, delete</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {views.map((view) => (
          <tr key={view.name} data-link>
            <td data-name title={view.description}>
              <Link to={hrefOfView(view)} data-row-link>
                <bdi>{view.name}</bdi>
              </Link>
              {view.description && <p className={styles.about}>{view.description}</p>}
            </td>
            <td data-rank="2">{view.question ? `${questions[view.question.kind]} of ${view.of}` : view.of}</td>
            <td data-rank="2" title={view.q}>
              {view.q === '' ? 'everything' : <code>{view.q}</code>}
            </td>
            <td data-rank="3">
              <Time at={view.changed_at} as="recent" />
            </td>
            {onRename && onDelete && (
              <td data-end>
                <span className={styles.actions}>
                  <IconButton name={`Rename ${view.name}`} onClick={() => onRename(view)}>
                    <Pencil size={14} aria-hidden />
                  </IconButton>
                  <IconButton name={`Delete ${view.name}`} onClick={() => onDelete(view)}>
                    <Trash2 size={14} aria-hidden />
                  </IconButton>
                </span>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
