/** A query or body that does not fit its schema: 422. */
export interface ValidationProblem {
  detail: {
    loc: (string | number)[]
    msg: string
    type: string
    /** Of a mistake in a filter: where it stands, in characters from 0, and what may have been meant. */
    ctx?: { from: number; to: number; suggestion?: string }
  }[]
}

/** Every other error: 400, 401, 403, 404, 409, 413, 415, 429, 503, 500. */
export interface Problem {
  detail: string
  /** Names the request in the server's log. */
  request_id?: string
}
