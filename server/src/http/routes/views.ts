import type { View as ViewAnswer } from '@occur/client/protocol'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { viewNamed } from '../../event/views.ts'
import { bodyMistake } from '../body-mistake.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { NewView, View, ViewChange } from '../schemas/views.ts'

const params = Type.Object({ name: Type.String() })
const headers = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'ETags: the change is made only to these versions, else it is answered 412.' }),
  ),
})

/** Views: whoever reads may use them; changing what others use takes an admin key. */
export function addViews(app: App, { views: store }: Deps): void {
  app.get(
    '/api/v1/views/',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Views'],
        summary: 'List views',
        description: 'All views of the project, by name.',
        response: answers(200, Type.Object({ items: Type.Array(View) })),
      },
    },
    ({ views }) => {
      const byKey = [...views].sort(([a], [b]) => (a < b ? -1 : 1))
      return { items: byKey.map(([, view]) => view) }
    },
  )

  app.get(
    '/api/v1/views/:name',
    {
      config: { scope: 'read', effort: 'small' },
      schema: { tags: ['Views'], summary: 'Get a view', params, response: answers(200, View) },
    },
    ({ views, params }, reply) => tagged(viewNamed(views, params.name), reply),
  )

  app.post(
    '/api/v1/views/',
    {
      config: { scope: 'admin' },
      schema: {
        tags: ['Views'],
        summary: 'Save a view',
        description: 'From the next request on, filters may name it as `view:NAME`. 409 when the name is taken.',
        body: NewView,
        response: answers(201, View),
      },
    },
    async ({ access, body }, reply) => {
      const view = await store.create(access.project, body).catch(throwMistake)
      reply.code(201).header('Location', `/api/v1/views/${view.name}`)
      return tagged(view, reply)
    },
  )

  app.put(
    '/api/v1/views/:name',
    {
      config: { scope: 'admin' },
      schema: {
        tags: ['Views'],
        summary: 'Change a view',
        description:
          'The body replaces all of it. With a `name` it is called that from then on, and so do the views that name it; 409 ' +
          'when that name is taken. Without one it keeps its own. Views that use it must still be understood.',
        params,
        headers,
        body: ViewChange,
        response: answers(200, View),
      },
    },
    async ({ access, params, headers, body }, reply) => {
      const view = await store.replace(access.project, params.name, body, versionsIn(headers)).catch(throwMistake)
      return tagged(view, reply)
    },
  )

  app.delete(
    '/api/v1/views/:name',
    {
      config: { scope: 'admin' },
      schema: {
        tags: ['Views'],
        summary: 'Delete a view',
        description: '409, with their names, when other views use it.',
        params,
        headers,
        response: answers(204, Type.Null()),
      },
    },
    async ({ access, params, headers }, reply) => {
      await store.remove(access.project, params.name, versionsIn(headers))
      return reply.code(204).send(null)
    },
  )
}

function throwMistake(error: unknown): never {
  throw bodyMistake(error)
}

function tagged(view: ViewAnswer, reply: FastifyReply): ViewAnswer {
  reply.header('ETag', `"${view.version}"`)
  return view
}

/**
 * https://www.rfc-editor.org/rfc/rfc9110#name-if-match, but that weak tags count: proxies that compress make them of ours. A
 * tag that is none of ours is one that no version has.
 */
function versionsIn({ 'if-match': tags }: { 'if-match'?: string }): number[] | undefined {
  if (tags === undefined || tags.trim() === '*') return undefined
  return tags.split(',').map((tag) => Number(/^(?:W\/)?"(\d{1,15})"$/.exec(tag.trim())?.[1]))
}
