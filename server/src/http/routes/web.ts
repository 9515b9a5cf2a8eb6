import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Deps } from '../deps.ts'
import { htmlPage } from '../html-page.ts'
import type { App } from '../route.ts'

/** Below these live programs, not people: an unknown path there is a 404 rather than the UI. */
const programPaths = /^\/(api|v1|docs|metrics|healthz|readyz|openapi\.json)(\/|$)/

/** Beside `index.html` and `assets/`: an icon, a manifest. */
const topFile = /^\/[a-z0-9-]+\.[a-z0-9]+$/i

/** The UI: its files, and its one page for every other address that a browser asks for. */
export function addWeb(app: App, { webFolder }: Deps): void {
  app.register(fastifyStatic, { root: webFolder, serve: false, cacheControl: false, preCompressed: true })

  app.get<{ Params: { '*': string } }>('/*', { config: { scope: 'none' } }, (request, reply) => {
    const path = request.originalUrl.split('?', 1)[0] as string
    if (programPaths.test(path)) return reply.callNotFound()
    if (path.startsWith('/assets/')) {
      // Their names hold a hash of their content.
      return reply.header('Cache-Control', 'public, max-age=31536000, immutable').sendFile(request.params['*'])
    }
    if (topFile.test(path) && existsSync(join(webFolder, path))) {
      return reply.header('Cache-Control', 'no-cache').sendFile(path)
    }
    // An address may end like a file, as ids do: what tells a page from a picture is who asks.
    if (path !== '/' && !request.headers.accept?.includes('text/html')) return reply.callNotFound()
    reply.header('Cache-Control', 'no-cache')
    if (!existsSync(join(webFolder, 'index.html'))) return reply.code(503).type('text/html').send(notBuiltPage)
    return reply.sendFile('index.html')
  })
}

const notBuiltPage = htmlPage(
  'The UI is not built yet',
  `<p>The server runs, and its API answers; see <a href="/docs">/docs</a>. To build the UI:</p>
   <pre>npm run build</pre>
   <p>Then load this page again. <code>npm start</code> does both.</p>`,
)
