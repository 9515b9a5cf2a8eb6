import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { Places } from '../query/places.ts'
import { departureOf } from './departure.ts'
import type { App } from './route.ts'

/**
 * What a question costs the engine, as far as its route can tell: `small` reads one thing or the newest page; `list` a
 * page that was filtered or sorted, which indexes and counts mostly answer at once; `export` goes on for as long as its
 * reader likes; and all else is `large`. Each kind has places of its own, so that none waits for another; `none` waits
 * for nothing.
 */
export type Effort = 'small' | 'list' | 'large' | 'export'

export interface QuestionLimits {
  /** How many large questions are answered at the same time, and how many lists. */
  questionsMax: number
  /** How long one waits for its place. */
  questionWaitMsMax: number
}

export type QuestionPlaces = Readonly<Record<Effort, Places>>

/** Small questions take milliseconds. */
const smallMax = 32
const waitingForEachPlace = 16

function placesMaxOf({ questionsMax }: Pick<QuestionLimits, 'questionsMax'>): Record<Effort, number> {
  return { small: smallMax, list: questionsMax, large: questionsMax, export: Math.ceil(questionsMax / 2) }
}

export function questionPlaces(limits: QuestionLimits): QuestionPlaces {
  const placesMax = placesMaxOf(limits)
  const places = (kind: Effort, setting?: string) =>
    new Places({
      placesMax: placesMax[kind],
      waitingMax: placesMax[kind] * waitingForEachPlace,
      waitMsMax: limits.questionWaitMsMax,
      setting,
    })
  const setting = 'OCCUR_QUESTIONS_MAX'
  return {
    small: places('small'),
    list: places('list', setting),
    large: places('large', setting),
    export: places('export', setting),
  }
}

/** Questions that are answered at the same time, of all kinds together. */
export function questionsAtOnceMax(limits: Pick<QuestionLimits, 'questionsMax'>): number {
  return Object.values(placesMaxOf(limits)).reduce((sum, places) => sum + places)
}

/** Has every route of scope `read` wait for a place, and keep it until its question is answered. */
export function limitQuestions(app: App, { places }: { places: QuestionPlaces }): void {
  // The HEAD route that comes with a GET has the handler of that one.
  const limited = new WeakSet<RouteHandlerMethod>()
  app.addHook('onRoute', (route) => {
    const { scope, effort = 'large' } = route.config ?? {}
    if (scope !== 'read' || effort === 'none' || limited.has(route.handler)) return
    const { handler } = route
    route.handler = async function (request, reply) {
      const kind = typeof effort === 'function' ? effort(request) : effort
      const giveBack = await places[kind].take(seekerOf(request, reply))
      try {
        return await handler.call(this, request, reply)
      } finally {
        giveBack()
      }
    }
    limited.add(route.handler)
  })
}

function seekerOf({ access }: FastifyRequest, reply: FastifyReply) {
  return { project: access.project, keyId: access.keyId, left: departureOf(reply) }
}
