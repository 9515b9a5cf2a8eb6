import type { EngineFactReads } from '../../event/engine-facts.ts'
import { mayDo } from '../../event/keys.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { About } from '../schemas/about.ts'
import { answers, NoQuery } from '../schemas/answers.ts'

export interface AboutDeps {
  engineFactReads: EngineFactReads
  version: string
  now(): Date
}

/** `GET /api/v1/about` */
export function addAbout(app: App, { engineFactReads, version, now }: AboutDeps): void {
  const started_at = now().toISOString()

  app.get(
    '/api/v1/about',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Operating'],
        summary: 'Which Occur this is',
        description: 'Its version, its engine, and what it takes of the disk. How many events there are, lists tell.',
        querystring: NoQuery,
        response: answers(200, About),
      },
    },
    async ({ access }, reply) => {
      const asker = { left: departureOf(reply) }
      const [engine, disk] = await Promise.all([
        engineFactReads.engine(asker),
        // Of all projects together: more than a reader of one need know.
        mayDo(access, 'admin') ? engineFactReads.disk(asker) : null,
      ])
      return {
        version,
        started_at,
        engine: { kind: engine.kind, version: engine.version },
        schema_version: engine.schemaVersion,
        disk: disk && { used_bytes: disk.usedBytes, free_bytes: disk.freeBytes, total_bytes: disk.totalBytes },
      }
    },
  )
}
