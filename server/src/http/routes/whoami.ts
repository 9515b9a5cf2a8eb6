import type { App } from '../route.ts'
import { WhoAmI } from '../schemas/access.ts'
import { answers } from '../schemas/answers.ts'

/** What the key or the cookie of a request may do. */
export function addWhoAmI(app: App): void {
  app.get(
    '/api/v1/whoami',
    { config: { scope: 'any' }, schema: { tags: ['Access'], summary: 'Who am I?', response: answers(200, WhoAmI) } },
    ({ access: { project, keyId, name, scopes, signedInWith } }) => ({
      project,
      key_id: keyId,
      name,
      scopes: [...scopes],
      ...(signedInWith !== undefined && { signed_in_with: signedInWith }),
    }),
  )
}
