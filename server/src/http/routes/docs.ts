import { readFileSync } from 'node:fs'
import { docsPage } from '../docs-page.ts'
import type { App } from '../route.ts'

/** The OpenAPI document, and a page of it for people. Neither needs another host or a script. */
export function addDocs(app: App): void {
  const config = { scope: 'none' } as const
  const style = readFileSync(new URL('../docs.css', import.meta.url))
  let page: string | undefined

  app.get('/openapi.json', { config }, () => app.swagger())

  app.get('/docs', { config }, (_request, reply) => {
    page ??= docsPage(app.swagger() as unknown as Parameters<typeof docsPage>[0])
    return reply.type('text/html').header('Cache-Control', 'no-cache').send(page)
  })

  app.get('/docs/style.css', { config }, (_request, reply) =>
    reply.type('text/css').header('Cache-Control', 'no-cache').send(style),
  )
}
