/**
 * An id in a path may contain `/`, escaped or not. Routes are declared as usual (`/api/v1/sessions/:session_id/events`)
 * and read `request.params.session_id`; this escapes an id's slashes before the router sees the path, so that neither
 * routes nor the OpenAPI document know of them.
 *
 * Which route is meant when several could be: one without an id before one with; then the longest beginning; then the
 * longest ending. So `/sessions/a/b/events` is the events of `a/b`. An id that really ends in `/events`, or in `/`, is
 * sent with that slash escaped, as clients that escape ids do anyway.
 */
export class PathIds {
  readonly #fixed = new Set<string>()
  readonly #patterns: { method: string; before: string; after: string }[] = []

  /** Told of every route as it is added. */
  add(method: string, url: string): void {
    const match = /^([^:*]*\/):[^/:*]+((?:\/[^:*]*)?)$/.exec(withoutTrailingSlash(url))
    if (match) {
      this.#patterns.push({ method, before: match[1] as string, after: match[2] as string })
      this.#patterns.sort((a, b) => b.before.length - a.before.length || b.after.length - a.after.length)
    } else if (!/[:*]/.test(url)) {
      this.#fixed.add(`${method} ${withoutTrailingSlash(url)}`)
    } else if (url.includes(':')) {
      throw new TypeError(`${url}: a path can have one id, as :name between slashes`)
    }
  }

  /** The same address with the slashes inside of its id escaped. */
  escape(method: string, url: string): string {
    const end = url.indexOf('?')
    const path = withoutTrailingSlash(end === -1 ? url : url.slice(0, end))
    for (const { method: patternMethod, before, after } of this.#patterns) {
      if (patternMethod !== method || !path.startsWith(before) || !path.endsWith(after)) continue
      const id = path.slice(before.length, path.length - after.length)
      if (id === '' || path.length < before.length + after.length) continue
      if (!id.includes('/') || this.#fixed.has(`${method} ${path}`)) return url
      return before + id.replaceAll('/', '%2F') + after + (end === -1 ? '' : url.slice(end))
    }
    return url
  }
}

function withoutTrailingSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
