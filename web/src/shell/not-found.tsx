import { Link } from '@tanstack/react-router'
import { buttonClass } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Notice } from '../parts/states.tsx'

export function NotFound() {
  return (
    <Page title="Not found">
      <Notice title="There is nothing at this address">
        <p>It may have been mistyped, or come from another version of Occur.</p>
        <Link to="/live" className={buttonClass()}>
          Go to the live feed
        </Link>
      </Notice>
    </Page>
  )
}
