import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/states.tsx'

/** A screen broke, or its script could not be loaded because the server was updated meanwhile. */
export function ScreenFailure({ error }: ErrorComponentProps) {
  return (
    <Notice title="This screen could not be shown" tone="failed">
      <p>Loading the page again helps when Occur was updated meanwhile. Your data is not affected.</p>
      <p className="mono">{error instanceof Error ? error.message : String(error)}</p>
      <Button onClick={() => location.reload()}>Load again</Button>
    </Notice>
  )
}
