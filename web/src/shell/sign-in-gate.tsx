import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense } from 'react'
import { ApiError } from '../data/api.ts'
import { whoAmIQuery } from '../data/queries.ts'
import { lazyPart } from '../parts/lazy-part.ts'
import { Failure } from '../parts/states.tsx'

const SignInScreen = lazyPart(() => import('../screens/sign-in/sign-in-screen.tsx'))

/** Lets in whoever the API knows. The address stays, so that signing in leads to where one wanted to go. */
export function SignInGate({ children }: { children: ReactNode }) {
  const { data: me, error, refetch } = useQuery(whoAmIQuery)
  if (error instanceof ApiError && error.status === 401) {
    return (
      <Suspense>
        <SignInScreen />
      </Suspense>
    )
  }
  if (me) return children
  if (error) {
    return (
      <main>
        <Failure error={error} retry={refetch} />
      </main>
    )
  }
  return null
}
