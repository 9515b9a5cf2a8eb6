import type * as protocol from '@occur/client/protocol'
import { type Static, type TSchema, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { Nullable } from './answers.ts'

/** The envelope of every paged list. */
export const Page = <Item extends TSchema>(item: Item) =>
  Type.Object(
    {
      items: Type.Array(item),
      page: Type.Integer({ description: '0-based.' }),
      page_size: Type.Integer({ description: 'What was applied, which may be less than the `limit` asked for.' }),
      total_pages: Nullable(Type.Integer()),
      total_count: Nullable(Type.Integer()),
      next_cursor: Type.Optional(
        Nullable(
          Type.String({ description: 'Pass it as `cursor` for what comes next; null at the end. Events only.' }),
        ),
      ),
    },
    'title' in item ? { title: `${item.title}Page` } : {},
  )
const PageOfStrings = Page(Type.String())
agree<Same<Static<typeof PageOfStrings>, protocol.Page<string>>>()

const pageQuery = Type.Object({
  page: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: '0-based.' })),
  limit: Type.Optional(Type.Integer({ minimum: 0, default: 25, description: 'Page size; 0 counts only.' })),
})

export const RejectedListQuery = Type.Object(
  {
    ...pageQuery.properties,
    replayed: Type.Optional(Type.Boolean({ description: 'Only those that were, or were not, replayed.' })),
  },
  { additionalProperties: false },
)

const dateTimeHelp = 'RFC 3339 or a bare date; no zone means UTC.'

export const ListQuery = Type.Object({
  ...pageQuery.properties,
  total: Type.Optional(
    Type.Boolean({
      default: true,
      description:
        'With `false` the totals are null unless they happen to be known: a page does not wait for everything to be counted.',
    }),
  ),
  search_fields: Type.Optional(
    Type.Array(Type.String(), { description: 'Repeat the key. Pairs by place with `search_field_values`.' }),
  ),
  search_field_values: Type.Optional(Type.Array(Type.String())),
  q: Type.Optional(
    Type.String({ maxLength: 10_000, description: 'A filter, for instance `type:lookup attributes.ok:false`.' }),
  ),
  order_by: Type.Optional(Type.String({ description: 'A field; default `timestamp`.' })),
  order_by_direction: Type.Optional(Type.Enum(['asc', 'desc'])),
  fields: Type.Optional(
    Type.Array(Type.String(), { description: 'Answer only these; `timestamp` is always among them.' }),
  ),
  start_datetime: Type.Optional(Type.String({ description: `Inclusive. ${dateTimeHelp}` })),
  end_datetime: Type.Optional(Type.String({ description: `Exclusive. ${dateTimeHelp}` })),
})
agree<Same<Static<typeof ListQuery>, protocol.ListQuery>>()

export const EventListQuery = Type.Object({
  ...ListQuery.properties,
  cursor: Type.Optional(Type.String({ description: 'From `next_cursor`: pages by key instead of by number.' })),
})
agree<Same<Static<typeof EventListQuery>, protocol.EventListQuery>>()
