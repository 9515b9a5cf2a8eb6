import type { AddRoutes } from './route.ts'
import { addDocs } from './routes/docs.ts'
import { addHealth } from './routes/health.ts'
import { addKeys } from './routes/keys.ts'
import { addMetrics } from './routes/metrics.ts'
import { addSignIn } from './routes/sign-in.ts'
import { addWeb } from './routes/web.ts'
import { addWhoAmI } from './routes/whoami.ts'

/** Everything that this server answers, in the order of the OpenAPI document. */
export const routes: readonly AddRoutes[] = [
  // Events, the stream, rejected events, sessions and conversations plug in here.
  addWhoAmI,
  addKeys,
  addSignIn,
  addHealth,
  addMetrics,
  addDocs,
  addWeb,
]
