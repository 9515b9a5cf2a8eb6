import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { App } from './route.ts'

/** The OpenAPI document, from the schemas that validate. A route is in it when its schema has `tags`. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Occur',
        version,
        description:
          'Records what happens in every session of a conversational AI agent, and answers questions about it. ' +
          'Every path is answered with and without its trailing slash. An id in a path may contain slashes, escaped or not.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: [
        { name: 'Events', description: 'What occurred: send it, list it, follow it live.' },
        { name: 'Rejected events', description: 'What was refused, kept so that it can be corrected and replayed.' },
        { name: 'Sessions', description: 'Sessions and conversations, derived from their events.' },
        { name: 'Users', description: 'The people that events are about, and their way through sessions.' },
        { name: 'Questions', description: 'Counting and measuring events, and what there is to ask about.' },
        { name: 'Views', description: 'Filters, columns and questions that are saved under a name.' },
        { name: 'Access', description: 'Keys, and who one is.' },
        { name: 'Operating', description: 'Is it up, is it ready, how busy is it.' },
      ],
      components: {
        securitySchemes: {
          key: { type: 'apiKey', in: 'header', name: 'Syllable-API-Key' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const { scope, documentedBody } = route.config ?? {}
      const security = scope === 'none' ? [] : [{ key: [] }, { bearer: [] }]
      const needs = scope === undefined || scope === 'none' ? '' : `Scope: ${scope}.`
      const description = [schema?.description, needs].filter(Boolean).join('\n\n')
      const body = documentedBody && { body: { content: documentedBody } }
      return { schema: { ...schema, ...body, security, ...(description && { description }) }, url }
    },
    transformObject: (document) => nameSchemas('openapiObject' in document ? document.openapiObject : {}),
  })
}

type Node = { [key: string]: unknown }

const wordsFor: Record<string, string> = {
  '4XX': 'Refused; `detail` says why and what to do',
  '5XX': 'Not possible right now; a 503 says in Retry-After when to come back',
  207: 'Some were taken, some rejected',
  422: 'It does not fit; every problem with its place',
}

/** Every schema with a `title` is written once, below `components`, and referred to by that name. */
function nameSchemas(document: Node): Node {
  const schemas: Node = {}
  const name = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(name)
    if (typeof value !== 'object' || value === null) return value
    const node = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, name(child)]))
    const { title, ...schema } = node
    if (typeof title !== 'string' || !('type' in node || 'anyOf' in node)) return node
    schemas[title] = schema
    return { $ref: `#/components/schemas/${title}` }
  }
  const { components, paths, ...rest } = document
  describeResponses(paths as Paths)
  return { ...rest, paths: name(paths), components: { ...(components as Node), schemas } }
}

type Paths = Record<string, Record<string, { responses: Record<string, { description: string }> }>>

function describeResponses(paths: Paths): void {
  for (const { responses } of Object.values(paths).flatMap((path) => Object.values(path))) {
    for (const [status, response] of Object.entries(responses)) {
      if (response.description === 'Default Response') {
        response.description = wordsFor[status] ?? STATUS_CODES[status] ?? status
      }
    }
  }
}
