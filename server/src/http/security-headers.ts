import type { FastifyHelmetOptions } from '@fastify/helmet'

/** For the UI and everything else alike. The UI has no inline script or style, and loads nothing from elsewhere. */
export const securityHeaders: FastifyHelmetOptions = {
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
  // Over https only: `strictTransport`.
  strictTransportSecurity: false,
}

/** The value of Strict-Transport-Security. */
export const strictTransport = 'max-age=31536000'
