import swagger from '@fastify/swagger'
import type { App } from './route.ts'

/** The OpenAPI document, from the schemas that validate. A route is in it when its schema has `tags`. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
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
      tags: [
        { name: 'Events', description: 'What occurred: send it, list it, follow it live.' },
        { name: 'Rejected events', description: 'What was refused, kept so that it can be corrected and replayed.' },
        { name: 'Sessions', description: 'Sessions and conversations, derived from their events.' },
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
      const { scope } = route.config ?? {}
      const security = scope === 'none' ? [] : [{ key: [] }, { bearer: [] }]
      const needs = scope === 'none' || scope === 'any' ? '' : `Scope: \`${scope}\`.`
      const description = [schema?.description, needs].filter(Boolean).join('\n\n')
      return { schema: { ...schema, security, ...(description && { description }) }, url }
    },
  })
}
