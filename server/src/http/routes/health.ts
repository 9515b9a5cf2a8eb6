import { Type } from 'typebox'
import { AppError } from '../../event/errors.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'

const proofMsMax = 3000
/** Whoever asks more often gets the answer of the last proof: the route is open to everybody, and a proof costs an fsync. */
const proofLastsMs = 1000

const Fine = Type.Object({ status: Type.Literal('ok') })

/** `/healthz`: the process answers. `/readyz`: the engine takes a row and gives it back. */
export function addHealth(app: App, deps: Deps): void {
  const ready = recentProof(deps)

  app.get(
    '/healthz',
    { config: { scope: 'none' }, schema: { tags: ['Operating'], summary: 'Is it up?', response: answers(200, Fine) } },
    (_request, reply) => {
      reply.header('Cache-Control', 'no-store')
      return { status: 'ok' as const }
    },
  )

  app.get(
    '/readyz',
    {
      config: { scope: 'none' },
      schema: {
        tags: ['Operating'],
        summary: 'Is it ready?',
        description: 'Writes to the engine, fsynced, and reads it back; 503 when that fails.',
        response: answers(200, Fine),
      },
    },
    async (_request, reply) => {
      await ready()
      reply.header('Cache-Control', 'no-store')
      return { status: 'ok' as const }
    },
  )
}

function recentProof({ proveReadiness, now }: Deps): () => Promise<void> {
  let proof: Promise<void> | null = null
  let endedAtMs: number | null = null
  return () => {
    if (proof && (endedAtMs === null || now().getTime() - endedAtMs < proofLastsMs)) return proof
    endedAtMs = null
    proof = proveInTime(proveReadiness).finally(() => {
      endedAtMs = now().getTime()
    })
    return proof
  }
}

async function proveInTime(prove: Deps['proveReadiness']): Promise<void> {
  const left = AbortSignal.timeout(proofMsMax)
  try {
    await Promise.race([prove(left), aborted(left)])
  } catch (cause) {
    const why = left.aborted ? `no answer within ${proofMsMax / 1000} seconds` : (cause as Error).message
    throw new AppError('unavailable', `The engine is not ready: ${why}`, { cause, retryAfterSeconds: 2 })
  }
}

function aborted(left: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => left.addEventListener('abort', () => reject(left.reason), { once: true }))
}
