import { Type } from 'typebox'
import { AppError } from '../../event/errors.ts'
import { type Access, expiryOf } from '../../event/keys.ts'
import type { Deps } from '../deps.ts'
import { InvalidRequest } from '../problems.ts'
import type { App } from '../route.ts'
import { ApiKey, CreatedApiKey, NewApiKey, Project } from '../schemas/access.ts'
import { answers } from '../schemas/answers.ts'

const config = { scope: 'admin', operatorToo: true } as const

/** Keys: an admin key manages those of its project, the operator those of every project. */
export function addKeys(app: App, { keys, now }: Deps): void {
  app.get(
    '/api/v1/keys/',
    {
      config,
      schema: {
        tags: ['Access'],
        summary: 'List keys',
        description: 'Newest first, revoked ones included. The operator may name a project, and sees all without.',
        querystring: Type.Object({ project: Type.Optional(Project) }),
        response: answers(200, Type.Object({ items: Type.Array(ApiKey) })),
      },
    },
    ({ access, query }) => ({ items: keys.list(projectOf(access, query.project)) }),
  )

  app.post(
    '/api/v1/keys/',
    {
      config,
      schema: {
        tags: ['Access'],
        summary: 'Create a key',
        description: 'The answer is the only place where its secret is ever seen.',
        body: NewApiKey,
        response: answers(201, CreatedApiKey),
      },
    },
    async ({ access, body }, reply) => {
      const project = projectOf(access, body.project) ?? access.project
      reply.code(201).header('Cache-Control', 'no-store')
      const expiresAt = body.expires_at === undefined ? undefined : expiryIn(body.expires_at, now())
      return keys.create({ project, name: body.name, scopes: body.scopes, ...(expiresAt && { expiresAt }) })
    },
  )

  app.delete(
    '/api/v1/keys/:key_id',
    {
      config,
      schema: {
        tags: ['Access'],
        summary: 'Revoke a key',
        description: 'From the next request on, neither it nor a browser that signed in with it is let in.',
        params: Type.Object({ key_id: Type.String() }),
        response: answers(204, Type.Null()),
      },
    },
    async ({ access, params }, reply) => {
      if (!(await keys.revoke(params.key_id, projectOf(access, undefined)))) {
        throw new AppError('not_found', `There is no key ${params.key_id} in this project`)
      }
      return reply.code(204).send(null)
    },
  )
}

function expiryIn(text: string, now: Date): Date {
  const expiresAt = expiryOf(text, now)
  if (typeof expiresAt !== 'string') return expiresAt
  throw new InvalidRequest([{ loc: ['body', 'expires_at'], msg: expiresAt, type: 'datetime' }])
}

/** The project that is meant, or null for all of them, which only the operator can mean. */
function projectOf(access: Access, named: string | undefined): string | null {
  if (access.kind === 'operator') return named ?? null
  if (named !== undefined && named !== access.project) {
    throw new AppError(
      'forbidden',
      `A key of the project ${access.project} manages no other. On the server: occur keys create --project ${named}`,
    )
  }
  return access.project
}
