import { Type } from 'typebox'
import { AppError } from '../../event/errors.ts'
import { type Access, projectPattern } from '../../event/keys.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../route.ts'
import { ApiKey, CreatedApiKey, Scope } from '../schemas/access.ts'
import { answers } from '../schemas/answers.ts'

const config = { scope: 'admin', operatorToo: true } as const
const Project = Type.String({ pattern: projectPattern, description: 'Lower-case letters, digits and -, at most 63' })

/** Keys: an admin key manages those of its project, the operator those of every project. */
export function addKeys(app: App, { keys }: Deps): void {
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
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 200 }),
            scopes: Type.Array(Scope, { minItems: 1, uniqueItems: true }),
            project: Type.Optional(Project),
          },
          { additionalProperties: false },
        ),
        response: answers(201, CreatedApiKey),
      },
    },
    async ({ access, body }, reply) => {
      const project = projectOf(access, body.project) ?? access.project
      reply.code(201).header('Cache-Control', 'no-store')
      return keys.create({ project, name: body.name, scopes: body.scopes })
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
