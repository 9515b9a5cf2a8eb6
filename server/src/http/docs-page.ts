import { escapeHtml, htmlPage } from './html-page.ts'

/** What the page reads of an OpenAPI document. */
interface Document {
  info: { version: string; description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

interface Operation {
  summary: string
  description?: string
  tags: string[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[]
  requestBody?: { description?: string; content: Record<string, { schema?: Schema; example?: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>
}

interface Schema {
  $ref?: string
  type?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

/** The OpenAPI document as a page to read: no script, nothing from elsewhere. */
export function docsPage(document: Document): string {
  const { info, tags, components } = document
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const used = tags.filter(({ name }) => operations.some(({ operation }) => operation.tags.includes(name)))
  const sections = used.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name))
    return `<section id="${idOf(name)}"><h2>${escapeHtml(name)}</h2><p>${prose(description)}</p>
      ${own.map(({ method, path, operation }) => operationHtml(method, path, operation)).join('')}</section>`
  })
  const contents = [...used.map(({ name }) => name), 'Shapes']
  return htmlPage(
    'API',
    `<p class="lead">${prose(info.description)}</p>
     <p>Version ${escapeHtml(info.version)}. The same for programs: <a href="/openapi.json">openapi.json</a>.
       A key goes into the header <code>Syllable-API-Key</code> or <code>Authorization: Bearer</code>.</p>
     <nav>${contents.map((name) => `<a href="#${idOf(name)}">${escapeHtml(name)}</a>`).join('')}</nav>
     ${sections.join('')}
     <section id="shapes"><h2>Shapes</h2>
       ${Object.entries(components.schemas).map(shapeHtml).join('')}</section>`,
  )
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const { summary, description, parameters = [], requestBody, responses } = operation
  return `<article id="${idOf(`${method} ${path}`)}">
    <h3><span class="method ${escapeHtml(method)}">${escapeHtml(method.toUpperCase())}</span>
      <code>${escapeHtml(path)}</code> <span class="summary">${escapeHtml(summary)}</span></h3>
    ${(description ?? '')
      .split('\n\n')
      .filter(Boolean)
      .map((paragraph) => `<p>${prose(paragraph)}</p>`)
      .join('')}
    ${parameters.length > 0 ? `<h4>Parameters</h4>${parametersHtml(parameters)}` : ''}
    ${requestBody ? `<h4>Body</h4>${bodyHtml(requestBody)}` : ''}
    <h4>Answers</h4>${answersHtml(responses)}
  </article>`
}

function parametersHtml(parameters: NonNullable<Operation['parameters']>): string {
  return table(
    parameters.map(({ name, in: place, required, description, schema }) => [
      `<code>${escapeHtml(name)}</code>`,
      `${place}${required ? ', required' : ''}`,
      typeHtml(schema),
      prose([description ?? schema.description, defaultOf(schema)].filter(Boolean).join(' ')),
    ]),
  )
}

function bodyHtml({ description, content }: NonNullable<Operation['requestBody']>): string {
  const rows = Object.entries(content).map(([type, { schema = {} }]) => [
    `<code>${escapeHtml(type)}</code>`,
    schema.properties ? fieldsHtml(schema) : typeHtml(schema),
    prose(schema.description ?? ''),
  ])
  return (description ? `<p>${prose(description)}</p>` : '') + table(rows)
}

function answersHtml(responses: Operation['responses']): string {
  return table(
    Object.entries(responses).map(([status, { description, content = {} }]) => [
      `<code>${escapeHtml(status)}</code>`,
      prose(description),
      Object.values(content)
        .map(({ schema }) => (schema?.properties ? fieldsHtml(schema) : typeHtml(schema ?? {})))
        .join('<br>'),
    ]),
  )
}

function shapeHtml([name, schema]: [string, Schema]): string {
  return `<article id="${idOf(`shape ${name}`)}"><h3>${escapeHtml(name)}</h3>
    ${schema.description ? `<p>${prose(schema.description)}</p>` : ''}
    ${schema.anyOf ? schema.anyOf.map(fieldsHtml).join('<p>or</p>') : fieldsHtml(schema)}</article>`
}

function fieldsHtml({ properties = {}, required = [] }: Schema): string {
  return table(
    Object.entries(properties).map(([name, schema]) => [
      `<code>${escapeHtml(name)}</code>${required.includes(name) ? '' : '<span class="optional"> optional</span>'}`,
      typeHtml(schema),
      prose(schema.description ?? ''),
    ]),
  )
}

function typeHtml(schema: Schema): string {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) as string
    return `<a href="#${idOf(`shape ${name}`)}">${escapeHtml(name)}</a>`
  }
  if (schema.anyOf) return schema.anyOf.map(typeHtml).join(' or ')
  if (schema.enum) return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' ')
  if (schema.const !== undefined) return `<code>${escapeHtml(String(schema.const))}</code>`
  if (schema.type === 'array') return `list of ${typeHtml(schema.items ?? {})}`
  return escapeHtml(schema.type ?? 'any')
}

function defaultOf(schema: Schema): string {
  return schema.default === undefined ? '' : `Default \`${JSON.stringify(schema.default)}\`.`
}

/** Text with `code` in it. */
function prose(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

function table(rows: string[][]): string {
  if (rows.length === 0) return ''
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<div class="scroll"><table>${body}</table></div>`
}

function idOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}
