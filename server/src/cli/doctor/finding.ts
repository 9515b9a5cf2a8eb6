/** What a check found. `advice` says what to do about it. */
export interface Finding {
  state: 'ok' | 'warn' | 'fail'
  /** What was looked at, in a word or two. */
  subject: string
  sentence: string
  advice?: string
}

export function ok(subject: string, sentence: string): Finding {
  return { state: 'ok', subject, sentence }
}

export function warn(subject: string, sentence: string, advice: string): Finding {
  return { state: 'warn', subject, sentence, advice }
}

export function fail(subject: string, sentence: string, advice: string): Finding {
  return { state: 'fail', subject, sentence, advice }
}
