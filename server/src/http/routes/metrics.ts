import type { Deps } from '../deps.ts'
import type { App } from '../route.ts'

/** For Prometheus. The numbers are of the whole server, but name no project, session or person. */
export function addMetrics(app: App, { metrics }: Deps): void {
  app.get(
    '/metrics',
    {
      config: { scope: 'admin', operatorToo: true },
      schema: { tags: ['Operating'], summary: 'Metrics', description: 'In the text format of Prometheus.' },
    },
    async (_request, reply) => {
      reply.type(metrics.registry.contentType).header('Cache-Control', 'no-store')
      return metrics.registry.metrics()
    },
  )
}
