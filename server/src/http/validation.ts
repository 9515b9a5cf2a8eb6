import type { ValidationProblem } from '@occur/client/protocol'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { FastifySchemaCompiler } from 'fastify'
import { InvalidRequest } from './problems.ts'
import { fitQuery } from './query-string.ts'

const ajv = new Ajv2020({ allErrors: true, discriminator: true, strict: false, validateFormats: false })

/** The part of a request, as the 422 calls it. */
const partNames: Record<string, string> = { querystring: 'query', params: 'path', body: 'body', headers: 'header' }

/** Checks queries, paths and bodies. Only queries are converted: a body that says `"1"` does not mean 1. */
export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const validate = ajv.compile(schema)
  const part = partNames[httpPart ?? ''] ?? String(httpPart)
  return (value: unknown) => {
    if (httpPart === 'querystring') fitQuery(value as Record<string, unknown>, schema)
    if (validate(value)) return true
    return { error: new InvalidRequest(detailOf(validate.errors ?? [], part)) }
  }
}

function detailOf(errors: readonly ErrorObject[], part: string): ValidationProblem['detail'] {
  const detail = new Map<string, ValidationProblem['detail'][number]>()
  for (const error of errors) {
    const path = error.instancePath.split('/').slice(1).map(unescapePointer)
    if (error.keyword === 'required') path.push(String(error.params.missingProperty))
    if (error.keyword === 'additionalProperties') path.push(String(error.params.additionalProperty))
    if (error.keyword === 'discriminator') path.push(String(error.params.tag))
    const loc = [part, ...path.map((step) => (/^\d+$/.test(step) ? Number(step) : step))]
    // An alternative that does not fit reports each of its branches: the first one is enough.
    const key = loc.join('/')
    if (!detail.has(key)) detail.set(key, { loc, msg: messageOf(error, part), type: typeOf(error) })
  }
  return [...detail.values()]
}

function messageOf({ keyword, message, params }: ErrorObject, part: string): string {
  if (keyword === 'required') return 'Field required'
  if (keyword === 'enum') return `Must be one of ${(params.allowedValues as unknown[]).join(', ')}`
  if (keyword === 'const') return `Must be ${String(params.allowedValue)}`
  if (keyword === 'additionalProperties') return `There is no such ${part === 'query' ? 'parameter here' : 'field'}`
  return (message ?? 'does not fit').replace(/^must/, 'Must')
}

function typeOf({ keyword, params }: ErrorObject): string {
  if (keyword === 'required') return 'missing'
  if (keyword === 'type') return `${String(params.type)}_type`
  if (keyword === 'minimum') return 'greater_than_equal'
  if (keyword === 'maximum') return 'less_than_equal'
  return keyword
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
