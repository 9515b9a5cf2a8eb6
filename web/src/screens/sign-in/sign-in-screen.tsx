import type { WhoAmI } from '@occur/client/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ApiError, request } from '../../data/api.ts'
import { whoAmIQuery } from '../../data/queries.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { CodeBlock } from '../../parts/code-block.tsx'
import { Form, FormProblem, textIn } from '../../parts/form.tsx'
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
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <header className={styles.brand}>
          <Mark size={32} />
          <h1>Sign in to Occur</h1>
        </header>
        <Form onSubmit={(fields) => signIn.mutate(textIn(fields, 'key'))}>
          <KeyField isWrong={signIn.isError} />
          <FormProblem id="sign-in-problem">{signIn.error && explain(signIn.error)}</FormProblem>
          <Button type="submit" look="primary" className={styles.submit} disabled={signIn.isPending}>
            {signIn.isPending ? 'Signing in…' : 'Sign in'}
          </Button>
          <p className={styles.fine}>
            It is exchanged for a cookie that scripts cannot read, and not kept in this browser.
          </p>
        </Form>
        <section className={styles.help} aria-labelledby="no-key">
          <h2 id="no-key">No key at hand?</h2>
          <p>
            Open the link that Occur printed when it was started: it signs this browser in. Or take the first key from
            its data folder:
          </p>
          <CodeBlock code="cat occur-data/admin-key" label="Command that shows the key" />
          <p>Else ask whoever runs it to make you one.</p>
        </section>
      </div>
    </main>
  )
}

function KeyField({ isWrong }: { isWrong: boolean }) {
  const [isShown, setShown] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  // It is all there is to do here. Under a finger it would open the keyboard over everything else.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) input.current?.focus()
  }, [])
  return (
    <div className={styles.field}>
      <label htmlFor="key">Key</label>
      <div className={styles.line}>
        <input
          ref={input}
          id="key"
          name="key"
          type={isShown ? 'text' : 'password'}
          placeholder="occ_…"
          autoComplete="off"
          autoCapitalize="off"
          required
          spellCheck={false}
          aria-invalid={isWrong || undefined}
          aria-describedby="sign-in-problem"
        />
        <IconButton name={isShown ? 'Hide what is written' : 'Show what is written'} onClick={() => setShown(!isShown)}>
          {isShown ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
        </IconButton>
      </div>
    </div>
  )
}

function explain(error: Error): string {
  if (error instanceof ApiError && error.status === 401)
    return 'No such key here, or it was revoked. Check that all of it was copied.'
  if (error instanceof ApiError && error.status === 0) return 'The server does not answer. Is it still running?'
  return error.message
}
