import type * as protocol from '@occur/client/protocol'
import { type Static, type TSchema, Type } from 'typebox'
import { agree, type Same } from './agree.ts'

export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const DateTime = (description?: string) =>
  Type.String({ format: 'date-time', ...(description && { description }) })

export const Problem = Type.Object(
  {
    detail: Type.String({ description: 'What was wrong, where, and what to do.' }),
    request_id: Type.Optional(Type.String({ description: "Names the request in the server's log." })),
  },
  { title: 'Problem' },
)
agree<Same<Static<typeof Problem>, protocol.Problem>>()

export const ValidationProblem = Type.Object(
  {
    detail: Type.Array(
      Type.Object({
        loc: Type.Array(Type.Union([Type.String(), Type.Integer()])),
        msg: Type.String(),
        type: Type.String(),
        ctx: Type.Optional(
          Type.Object(
            { from: Type.Integer(), to: Type.Integer(), suggestion: Type.Optional(Type.String()) },
            { description: 'Of a mistake in a filter: where it stands, in characters from 0, and what may be meant.' },
          ),
        ),
      }),
    ),
  },
  { title: 'ValidationProblem' },
)
agree<Same<Static<typeof ValidationProblem>, protocol.ValidationProblem>>()

/** The query of a route that takes no parameters, so that one which was meant for another route is not ignored. */
export const NoQuery = Type.Object({}, { additionalProperties: false })

/**
 * The answers of a route, for the OpenAPI document: the good one, and the problems that every route shares. For more
 * than one good answer: `{ ...answers(201, IngestReport), 207: IngestReport }`.
 */
export function answers<Status extends number, Schema extends TSchema>(status: Status, schema: Schema) {
  return { [status]: schema, 422: ValidationProblem, '4xx': Problem, '5xx': Problem } as {
    [Key in Status]: Schema
  } & { 422: typeof ValidationProblem; '4xx': typeof Problem; '5xx': typeof Problem }
}

/** `transfer_count` of a session or user: what it counts, beside what questions about transfers do. */
export const TransferCount = Type.Integer({
  description:
    'Events whose type is exactly `phone-transfer`, `human-transfer` or `agent-handoff`. Questions about transfers know more types, and stages.',
})
