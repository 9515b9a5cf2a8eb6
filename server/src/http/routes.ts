import type { Deps } from './deps.ts'
import type { AddRoutes } from './route.ts'
import { addAbout } from './routes/about.ts'
import { addAsk } from './routes/ask.ts'
import { addAskFunnel } from './routes/ask-funnel.ts'
import { addAskPaths } from './routes/ask-paths.ts'
import { addDocs } from './routes/docs.ts'
import { addEventNeighbours } from './routes/event-neighbours.ts'
import { addExportEvents } from './routes/export-events.ts'
import { addExportSessions } from './routes/export-sessions.ts'
import { addFacets } from './routes/facets.ts'
import { addHealth } from './routes/health.ts'
import { addJourneys } from './routes/journeys.ts'
import { addKeys } from './routes/keys.ts'
import { addListConversations } from './routes/list-conversations.ts'
import { addListEvents } from './routes/list-events.ts'
import { addListSessions } from './routes/list-sessions.ts'
import { addListUsers } from './routes/list-users.ts'
import { addMetrics } from './routes/metrics.ts'
import { addRejectedEvents } from './routes/rejected-events.ts'
import { addSendEvents } from './routes/send-events.ts'
import { addSession } from './routes/session.ts'
import { addSessionEvents } from './routes/session-events.ts'
import { addSessionTimeline } from './routes/session-timeline.ts'
import { addSignIn } from './routes/sign-in.ts'
import { addSimilarSessions } from './routes/similar-sessions.ts'
import { addStreamEvents } from './routes/stream-events.ts'
import { addTransfers } from './routes/transfers.ts'
import { addViews } from './routes/views.ts'
import { addWeb } from './routes/web.ts'
import { addWhoAmI } from './routes/whoami.ts'

/** Everything that this server answers, in the order of the OpenAPI document. */
export const routes: readonly AddRoutes<Deps>[] = [
  addSendEvents,
  addListEvents,
  addEventNeighbours,
  addExportEvents,
  addStreamEvents,
  addRejectedEvents,
  addListSessions,
  addExportSessions,
  addSession,
  addSessionEvents,
  addSessionTimeline,
  addSimilarSessions,
  addListConversations,
  addListUsers,
  addJourneys,
  addAsk,
  addAskPaths,
  addTransfers,
  addAskFunnel,
  addFacets,
  addViews,
  addWhoAmI,
  addKeys,
  addSignIn,
  addAbout,
  addHealth,
  addMetrics,
  addDocs,
  addWeb,
]
