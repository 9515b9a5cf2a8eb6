import type { WhoAmI } from '@occur/client/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { ApiError, request } from '../../data/api.ts'
import { whoAmIQuery } from '../../data/queries.ts'
import { Button } from '../../parts/button.tsx'
import { CodeBlock } from '../../parts/code-block.tsx'
import { usePageTitle } from '../../parts/page.tsx'
import { Mark } from '../../shell/mark.tsx'
import styles from './sign-in.module.css'

/** Takes a key, hands it to the server for a cookie, and forgets it. */
export default function SignInScreen() {
  usePageTitle('Sign in')
  const queries = useQueryClient()
  const signIn = useMutation({
    mutationFn: (key: string) => request<WhoAmI>('/api/v1/sign-in', { method: 'POST', body: { key } }),
    onSuccess: () => queries.fetchQuery({ ...whoAmIQuery, staleTime: 0 }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    signIn.mutate(String(new FormData(event.currentTarget).get('key') ?? '').trim())
  }
  return (
    <main className={styles.screen}>
      <form className={styles.card} onSubmit={submit}>
        <div className={styles.brand}>
          <Mark size={28} />
          <h1>Sign in to Occur</h1>
        </div>
        <p>
          Open the link that <code>npm start</code> printed: it signs this browser in. Or paste a key; the first one is
          in the data folder:
        </p>
        <CodeBlock code="cat occur-data/admin-key" label="Command that shows the key" />
        <label className={styles.label}>
          Key
          <input
            name="key"
            type="password"
            autoComplete="off"
            required
            spellCheck={false}
            aria-invalid={signIn.isError || undefined}
            aria-describedby="sign-in-problem"
          />
        </label>
        <p id="sign-in-problem" className={styles.problem} role="alert">
          {signIn.error && explain(signIn.error)}
        </p>
        <Button type="submit" look="primary" disabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
        <p className={styles.fine}>
          The key is exchanged for a cookie that scripts cannot read. It is not kept in this browser.
        </p>
      </form>
    </main>
  )
}

function explain(error: Error): string {
  if (error instanceof ApiError && error.status === 401)
    return 'No such key here, or it was revoked. Check that all of it was copied.'
  if (error instanceof ApiError && error.status === 0) return 'The server does not answer. Is it still running?'
  return error.message
}
