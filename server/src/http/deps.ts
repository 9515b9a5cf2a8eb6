import type { Keys } from '../event/keys.ts'
import type { ViewStore } from '../event/views.ts'
import type { Metrics } from './metrics.ts'
import type { QuestionPlaces } from './question-places.ts'
import type { AboutDeps } from './routes/about.ts'
import type { AskDeps } from './routes/ask.ts'
import type { AskFunnelDeps } from './routes/ask-funnel.ts'
import type { AskPathsDeps } from './routes/ask-paths.ts'
import type { EventNeighboursDeps } from './routes/event-neighbours.ts'
import type { ExportDeps } from './routes/export-events.ts'
import type { FacetsDeps } from './routes/facets.ts'
import type { JourneysDeps } from './routes/journeys.ts'
import type { ListEventsDeps } from './routes/list-events.ts'
import type { ListSessionsDeps } from './routes/list-sessions.ts'
import type { ListUsersDeps } from './routes/list-users.ts'
import type { RejectedEventsDeps } from './routes/rejected-events.ts'
import type { SendEventsDeps } from './routes/send-events.ts'
import type { SimilarSessionsDeps } from './routes/similar-sessions.ts'
import type { StreamEventsDeps } from './routes/stream-events.ts'
import type { TransfersDeps } from './routes/transfers.ts'
import type { SignInTokens } from './sign-in-tokens.ts'

/** What the routes of this folder work with. */
export interface Deps
  extends SendEventsDeps,
    ListEventsDeps,
    RejectedEventsDeps,
    StreamEventsDeps,
    ListSessionsDeps,
    ListUsersDeps,
    EventNeighboursDeps,
    JourneysDeps,
    SimilarSessionsDeps,
    AskDeps,
    AskPathsDeps,
    TransfersDeps,
    AskFunnelDeps,
    FacetsDeps,
    ExportDeps,
    AboutDeps {
  keys: Keys
  views: ViewStore
  signInTokens: SignInTokens
  metrics: Metrics
  /** For questions, so that not too many are answered at the same time. */
  places: QuestionPlaces
  /** Hex SHA-256 of the secret that `server.json` holds for whoever can read the data folder. */
  operatorSecretSha256: string
  /** Writes to the engine and reads it back; throws when it cannot. */
  proveReadiness(left: AbortSignal): Promise<void>
  /** The built UI. */
  webFolder: string
  /** How long a body may take to arrive. */
  bodyMsMax: number
  /** True from the moment the server was told to stop. */
  isStopping(): boolean
}
