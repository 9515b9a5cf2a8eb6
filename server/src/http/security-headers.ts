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
  // Only over https, see `strictTransport`.
  strictTransportSecurity: false,
}

/** Over http the header would be ignored at best. */
export const strictTransport = 'max-age=31536000'
