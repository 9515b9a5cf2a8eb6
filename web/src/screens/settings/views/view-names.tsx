import type { View } from '@occur/client/protocol'
import { Fragment } from 'react'

export interface ChangeViewProps {
  view: View
  /** The other views that name it. */
  users: readonly View[]
  onClose: () => void
}

/** `a, b and c`. */
export function ViewNames({ views }: { views: readonly View[] }) {
  return views.map(({ name }, at) => (
    <Fragment key={name}>
      {at > 0 && (at === views.length - 1 ? ' and ' : ', ')}
      <strong>{name}</strong>
    </Fragment>
  ))
}
