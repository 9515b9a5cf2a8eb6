import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../event/errors.ts'
import { type Access, type Keys, mayDo } from '../event/keys.ts'
import type { App, RouteScope } from './route.ts'

/** The cookie of the UI. Its value is the secret of a key of its own. */
export const sessionCookie = 'occur_session'

const accessOf = new WeakMap<FastifyRequest, Access>()

const operator: Access = {
  kind: 'operator',
  project: 'default',
  keyId: 'operator',
  name: 'operator',
  scopes: ['admin'],
}

/** Lets no request reach a route without what the route asks for, and no route be added without asking for something. */
export function guard(app: App, deps: { keys: Keys; operatorSecretSha256: string }): void {
  app.decorateRequest('access', {
    getter(this: FastifyRequest) {
      const access = accessOf.get(this)
      if (!access) throw new Error(`${this.routeOptions.url}: reads request.access, but is open to everybody`)
      return access
    },
  })
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.scope) throw new Error(`${url}: a route says which scope it needs, in config.scope`)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    const { scope, operatorToo } = request.routeOptions.config
    if (scope === undefined || scope === 'none') return done()
    try {
      const access = identify(request, deps)
      check(access, scope, operatorToo === true)
      if (access.kind === 'browser') refuseOtherSites(request)
      accessOf.set(request, access)
    } catch (error) {
      return done(error as Error)
    }
    done()
  })
}

/** Who asks. A key that is sent counts, right or wrong; the browser's cookie only where there is none. */
function identify(request: FastifyRequest, deps: { keys: Keys; operatorSecretSha256: string }): Access {
  const { 'syllable-api-key': keyHeader, authorization } = request.headers
  const secret = typeof keyHeader === 'string' ? keyHeader.trim() : bearerOf(authorization)
  if (secret !== null) {
    const access = deps.keys.verify(secret) ?? (isOperator(secret, deps.operatorSecretSha256) ? operator : null)
    if (!access)
      throw new AppError('unauthenticated', 'This key is not valid: it is unknown here, was revoked, or has expired')
    return access
  }
  const cookie = request.cookies[sessionCookie]
  if (cookie === undefined) {
    throw new AppError('unauthenticated', 'A key is needed, in the header Syllable-API-Key or Authorization: Bearer')
  }
  const access = deps.keys.verify(cookie)
  if (access?.kind !== 'browser') {
    throw new AppError('unauthenticated', 'This browser is not signed in any more: sign in again')
  }
  return access
}

function check(access: Access, scope: RouteScope, operatorToo: boolean): void {
  if (access.kind === 'operator') {
    if (!operatorToo) throw new AppError('forbidden', 'The operator manages keys; for this, use a key of a project')
  } else if (scope !== 'any' && scope !== 'none' && !mayDo(access, scope)) {
    const has = access.scopes.join(', ')
    throw new AppError('forbidden', `This needs a key with the scope ${scope}; this one has ${has}`)
  }
}

/**
 * A request with the cookie that changes something must come from a page of ours. SameSite=Strict says so already, but
 * takes every port of a host for one site, and a laptop runs more than one server.
 */
export function refuseOtherSites(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { 'sec-fetch-site': site, origin, host } = request.headers
  const isOurs = site !== undefined ? site === 'same-origin' : origin !== undefined && hostOf(origin) === host
  if (!isOurs) throw new AppError('forbidden', 'This came from a page of another site. A program uses a key instead')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

function bearerOf(authorization: string | undefined): string | null {
  if (authorization === undefined) return null
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
}

function isOperator(secret: string, operatorSecretSha256: string): boolean {
  return timingSafeEqual(hash('sha256', secret, 'buffer'), Buffer.from(operatorSecretSha256, 'hex'))
}
