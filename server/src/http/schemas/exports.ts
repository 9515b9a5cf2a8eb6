import type * as protocol from '@occur/client/protocol'
import { exportFormats } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { ListQuery } from './lists.ts'

const exportOptions = {
  format: Type.Optional(Type.Enum([...exportFormats], { default: 'ndjson' })),
  raw: Type.Optional(
    Type.Boolean({
      description:
        "CSV for machines: without the `'` that keeps spreadsheets from running a cell. The other formats have none.",
    }),
  ),
  compression: Type.Optional(
    Type.Literal('gzip', {
      description: 'A `.gz` file. On its way an export is compressed anyway, for who accepts it.',
    }),
  ),
}

export const AskQuery = Type.Object(
  {
    ...exportOptions,
    format: Type.Optional(
      Type.Enum([...exportFormats], {
        description: 'The answer as a file, which the others are about. Without: JSON.',
      }),
    ),
  },
  { additionalProperties: false },
)
agree<Same<Static<typeof AskQuery>, protocol.ExportOptions>>()

const { q, search_fields, search_field_values, start_datetime, end_datetime } = ListQuery.properties

export const ExportQuery = Type.Object(
  {
    ...exportOptions,
    q,
    search_fields,
    search_field_values,
    start_datetime,
    end_datetime,
    fields: Type.Optional(
      Type.Array(Type.String(), { description: 'Only these; `timestamp` is always among them. Default: all.' }),
    ),
    order: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'By time; default `asc`.' })),
  },
  { additionalProperties: false },
)
agree<Same<Static<typeof ExportQuery>, protocol.EventExportQuery>>()
