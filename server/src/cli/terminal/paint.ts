import type { Output, Surroundings } from '../surroundings.ts'

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const

export type Paint = Readonly<Record<keyof typeof codes, (text: string) => string>>

/** Colours for this output: plain text unless it is a terminal, and always plain with NO_COLOR or a dumb terminal. */
export function paintFor(output: Output, env: Surroundings['env']): Paint {
  const isColoured = output.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
  return Object.fromEntries(
    Object.entries(codes).map(([name, code]) => [
      name,
      isColoured ? (text: string) => `\x1b[${code}m${text}\x1b[0m` : (text: string) => text,
    ]),
  ) as unknown as Paint
}
