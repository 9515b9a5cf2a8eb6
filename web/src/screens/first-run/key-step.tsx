import { useCreateKey } from '../../data/keys.ts'
import { useMay } from '../../data/scopes.ts'
import { Button } from '../../parts/button.tsx'
import { CodeBlock } from '../../parts/code-block.tsx'
import { FormProblem } from '../../parts/form.tsx'

/** Whoever may makes a key here, at once; it may only send. */
export function KeyStep({ made, onMade }: { made: string | undefined; onMade: (key: string) => void }) {
  const mayMake = useMay('admin')
  const { mutate, isPending, error } = useCreateKey()
  if (made !== undefined) {
    return (
      <>
        <p>It may only send, and stands in the command below. Copy it now: it is shown this once.</p>
        <CodeBlock code={made} label="The key" copyName="Copy key" />
      </>
    )
  }
  if (!mayMake) {
    return (
      <p>
        Your key may not make others. Ask whoever made it for one with the scope ingest, and set it as{' '}
        <code>OCCUR_KEY</code>.
      </p>
    )
  }
  return (
    <>
      <p>
        Each sender has one of its own, so that it can be revoked by itself. Without it the command takes the first key,
        from the data folder.
      </p>
      <Button
        look="primary"
        disabled={isPending}
        onClick={() =>
          mutate({ name: 'first sender', scopes: ['ingest'] }, { onSuccess: ({ secret }) => onMade(secret) })
        }
      >
        Make a key
      </Button>
      <FormProblem>{error?.message}</FormProblem>
    </>
  )
}
