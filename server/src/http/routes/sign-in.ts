import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../event/errors.ts'
import type { Keys, NewKey } from '../../event/keys.ts'
import { refuseOtherSites, sessionCookie } from '../access.ts'
import type { Deps } from '../deps.ts'
import { htmlPage } from '../html-page.ts'
import type { App } from '../route.ts'
import { WhoAmI } from '../schemas/access.ts'
import { answers } from '../schemas/answers.ts'

const browserDays = 30
const daySeconds = 86_400

/** Signing a browser in and out. Its cookie holds a key of its own, which ends with the key that it signed in with. */
export function addSignIn(app: App, { keys, signInTokens, now }: Deps): void {
  const browserOf = (parentKeyId: string | null): NonNullable<NewKey['browser']> => ({
    parentKeyId,
    expiresAt: new Date(now().getTime() + browserDays * daySeconds * 1000),
  })

  app.post(
    '/api/v1/sign-in',
    {
      config: { scope: 'none' },
      schema: {
        tags: ['Access'],
        summary: 'Sign a browser in',
        description: 'Takes a key and sets a cookie that lasts 30 days, or until the key is revoked.',
        body: Type.Object({ key: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
        response: answers(200, WhoAmI),
      },
    },
    async (request, reply) => {
      // Another site must not sign its visitors in here as somebody else.
      if (request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined) {
        refuseOtherSites(request)
      }
      const access = keys.verify(request.body.key.trim())
      if (access?.kind !== 'key') throw new AppError('unauthenticated', 'This key is not valid here')
      const { project, keyId, name, scopes } = access
      const browser = await keys.create({ project, name, scopes, browser: browserOf(keyId) })
      setCookie(request, reply, browser.secret)
      reply.header('Cache-Control', 'no-store')
      return { project, key_id: browser.key_id, name, scopes: [...scopes] }
    },
  )

  app.post(
    '/api/v1/sign-out',
    {
      config: { scope: 'any' },
      schema: { tags: ['Access'], summary: 'Sign this browser out', response: answers(204, Type.Null()) },
    },
    async ({ access }, reply) => {
      if (access.kind !== 'browser') throw new AppError('invalid', 'Only a browser signs out; to end a key, revoke it')
      await keys.revoke(access.keyId, access.project)
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null)
    },
  )

  app.get(
    '/sign-in',
    {
      // A HEAD, as link previews send it, must not use the link up.
      exposeHeadRoute: false,
      config: { scope: 'none' },
      schema: { querystring: Type.Object({ token: Type.Optional(Type.String({ maxLength: 200 })) }) },
    },
    async (request, reply) => {
      reply.header('Cache-Control', 'no-store')
      const { token } = request.query
      if (token === undefined) return reply.redirect('/', 303)
      if (!signInTokens.take(token)) return reply.code(401).type('text/html').send(linkUsedPage)
      const browser = await signInByLink(keys, browserOf(null))
      setCookie(request, reply, browser)
      return reply.redirect('/', 303)
    },
  )
}

async function signInByLink(keys: Keys, browser: NonNullable<NewKey['browser']>): Promise<string> {
  const { secret } = await keys.create({ project: 'default', name: 'sign-in link', scopes: ['admin'], browser })
  return secret
}

function setCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: browserDays * daySeconds,
  })
}

const linkUsedPage = htmlPage(
  'This link was used, or is too old',
  `<p>A sign-in link works once, and for 15 minutes after the server started.</p>
   <p>Sign in with a key at <a href="/">the front page</a>: the first one is in the file <code>admin-key</code> of the
   server’s data folder. Or restart the server, which prints a new link.</p>`,
)
