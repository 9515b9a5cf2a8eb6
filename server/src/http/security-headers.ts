import helmet from 'helmet'
import type { App } from './route.ts'

/** For pages. The UI has no inline script or style, and loads nothing from elsewhere. */
const protectPage = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
  // Only over https, below: over http it would be ignored at best.
  strictTransportSecurity: false,
})

/** For data that a browser might be tricked into taking for a page; every one of these costs time on every event. */
const dataHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
}

/** What everybody may see is or may become a page; what only some may see is data. */
export function addSecurityHeaders(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.protocol === 'https') reply.header('Strict-Transport-Security', 'max-age=31536000')
    if (request.routeOptions.config.scope === 'none') {
      return protectPage(request.raw, reply.raw, (error) => done(error as Error | undefined))
    }
    reply.headers(dataHeaders)
    done()
  })
}
