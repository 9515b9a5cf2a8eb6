import type { Output } from '../surroundings.ts'
import { harmless } from './harmless.ts'
import type { Paint } from './paint.ts'

const levels: Record<number, { name: string; colour: keyof Paint }> = {
  10: { name: 'trace', colour: 'dim' },
  20: { name: 'debug', colour: 'dim' },
  30: { name: 'info', colour: 'cyan' },
  40: { name: 'warn', colour: 'yellow' },
  50: { name: 'error', colour: 'red' },
  60: { name: 'fatal', colour: 'red' },
}

/** A destination for pino that writes its JSON lines for people: time, level, sentence, what went wrong. */
export function readableLog(output: Output, paint: Paint): { write(line: string): void } {
  return { write: (line) => void output.write(readableLine(line, paint)) }
}

export function readableLine(line: string, paint: Paint): string {
  const { level, time, msg = '', err } = JSON.parse(line) as LogLine
  const { name, colour } = levels[level] ?? { name: String(level), colour: 'dim' }
  const clock = new Date(time).toTimeString().slice(0, 8)
  const what = [msg, err?.message && err.message !== msg ? err.message : ''].filter(Boolean).join(': ')
  const stack = err?.stack && level >= 50 ? `\n${paint.dim(harmless(err.stack, { keepLineBreaks: true }))}` : ''
  return `${paint.dim(clock)} ${paint[colour](name.padEnd(5))} ${harmless(what)}${stack}\n`
}

interface LogLine {
  level: number
  time: number
  msg?: string
  err?: { message?: string; stack?: string }
}
