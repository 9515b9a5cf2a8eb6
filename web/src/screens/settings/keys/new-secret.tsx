import type { CreatedApiKey } from '@occur/client/protocol'
import { may } from '../../../data/scopes.ts'
import { Button } from '../../../parts/button.tsx'
import { CodeBlock } from '../../../parts/code-block.tsx'
import { FormFoot } from '../../../parts/form.tsx'
import { Modal } from '../../../parts/modal.tsx'

/** The only time that a key is seen. It stays until it is put away on purpose. */
export function NewSecret({ apiKey, onClose }: { apiKey: CreatedApiKey; onClose: () => void }) {
  const sends = may(apiKey, 'ingest')
  return (
    <Modal
      title={
        <>
          Key “<bdi>{apiKey.name}</bdi>”
        </>
      }
      onClose={onClose}
      isKept
    >
      <p>
        <strong>Copy it now.</strong> It is shown this once; of it only a fingerprint is kept.
      </p>
      <CodeBlock code={apiKey.secret} label="The key" copyName="Copy key" />
      <p>{sends ? 'A sender takes it from its environment:' : 'A program takes it from its environment:'}</p>
      <CodeBlock
        code={`export OCCUR_URL=${location.origin}\nexport OCCUR_KEY=${apiKey.secret}`}
        label="Environment"
        copyName="Copy both lines"
      />
      <FormFoot>
        <Button look="primary" onClick={onClose}>
          I have copied it
        </Button>
      </FormFoot>
    </Modal>
  )
}
