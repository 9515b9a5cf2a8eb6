/**
 * The address bar is read by people too: `?q=type:think&order=asc`, a key repeated when it has several values.
 * Each screen makes its own sense of the texts.
 */
export function parseSearch(text: string): Record<string, string | string[]> {
  const search: Record<string, string | string[]> = {}
  const params = new URLSearchParams(text)
  for (const name of new Set(params.keys())) {
    const [first = '', ...more] = params.getAll(name)
    search[name] = more.length > 0 ? [first, ...more] : first
  }
  return search
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one))
    }
  }
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%40', '@')
  return text === '' ? '' : `?${text}`
}
